import { expect, test } from "vitest";

import type { ExecutionServerView } from "#lib/domain/execution.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { actionRunView, executionView, serverView, waveView } from "#lib/domain/testing/execution.ts";

import { type DecisionChoice, decisionOptions, needsReason } from "./decision-consequences.ts";

const HEALTHY = serverView({ n: 1, status: "HEALTHY", recoveryInstanceId: "i-1" });
const LAUNCHING = serverView({ n: 2, status: "LAUNCHING" });
const FAILED = serverView({ n: 3, status: "FAILED", hostname: "pay-ora-01", attempts: 1 });
const UNHEALTHY = serverView({ n: 4, status: "UNHEALTHY", hostname: "pay-rpt-01", recoveryInstanceId: "i-4" });

/** Waves 1 → 2 and 3 → 4 → 5; wave 2 waits for a decision about these servers. */
function options(servers: ExecutionServerView[], chosen = servers) {
  const wave = waveView({ number: 2, status: "AWAITING_DECISION", dependsOn: [1], servers });
  const execution = executionView({
    waves: [
      waveView({ number: 1, status: "COMPLETED" }),
      wave,
      waveView({ number: 3, status: "LAUNCHING", dependsOn: [1] }),
      waveView({ number: 4, dependsOn: [2, 3], servers: [serverView({ n: 10 }), serverView({ n: 11 })] }),
      waveView({ number: 5, dependsOn: [4], servers: [serverView({ n: 12 })] }),
    ],
  });
  return decisionOptions(execution, wave, new Set(chosen.map((server) => server.sourceServerId)));
}

function find(list: ReturnType<typeof options>, choice: DecisionChoice) {
  const option = list.find((each) => each.choice === choice);
  if (option === undefined) throw new Error(`${choice} is not offered`);
  return option;
}

test("a retry of a server without an instance names it, and who waits for it", () => {
  const option = find(options([HEALTHY, FAILED]), "retry");
  expect(option.button).toBe("Retry pay-ora-01");
  expect(option.consequence).toBe(
    "pay-ora-01 is launched once more. Waves 4 and 5 (3 servers) wait until wave 2 passes.",
  );
});

test("a retry of a server that has an instance says which one is terminated", () => {
  const option = find(options([UNHEALTHY]), "retry");
  expect(option.consequence).toContain("i-4 of pay-rpt-01 is terminated and launched anew.");
});

test("of several failed servers all or some are retried", () => {
  expect(find(options([FAILED, UNHEALTHY]), "retry").button).toBe("Retry all 2");
  expect(find(options([FAILED, UNHEALTHY, HEALTHY], [FAILED]), "retry").button).toBe("Retry pay-ora-01");
});

test("a skip that lets the wave pass tells who starts without the server, and for whom else they wait", () => {
  expect(find(options([HEALTHY, FAILED]), "skip").consequence).toBe(
    "Wave 2 ends Partial. Waves 4 and 5 (3 servers) start without pay-ora-01 once wave 3 has passed too.",
  );
});

test("a skip while others are under way does not promise an end", () => {
  expect(find(options([LAUNCHING, FAILED]), "skip").consequence).toContain("Wave 2 goes on with 1 server under way.");
});

test("a skip of one of two failed servers says that the wave still cannot pass", () => {
  expect(find(options([HEALTHY, FAILED, UNHEALTHY], [FAILED]), "skip").consequence).toBe(
    "Wave 2 still cannot pass: 1 server stays failed.",
  );
});

test("a skipped server that runs goes on costing", () => {
  expect(find(options([HEALTHY, UNHEALTHY]), "skip").consequence).toContain(
    "i-4 keeps running, and costs, until terminated.",
  );
});

test("the whole wave can be skipped only while it has more to do than what failed", () => {
  expect(options([HEALTHY, FAILED]).map((option) => option.choice)).toEqual(["retry", "skip", "continue", "abort"]);
  const option = find(options([LAUNCHING, FAILED, serverView({ n: 5, status: "QUEUED" })]), "skip-wave");
  expect(option.button).toBe("Skip wave 2");
  expect(option.consequence).toContain("1 server is not launched. 1 server comes up: DRS cannot be stopped.");
});

test("to continue leaves the failure in place, to be put right later", () => {
  const option = find(options([HEALTHY, FAILED]), "continue");
  expect(option.button).toBe("Continue without pay-ora-01");
  expect(option.consequence).toBe("As skip, but pay-ora-01 stays failed and can be retried while later waves run.");
});

test("an abort counts what stays down, what runs on, and what is not touched", () => {
  expect(find(options([HEALTHY, LAUNCHING, FAILED]), "abort").consequence).toBe(
    "Wave 2 ends Failed. Waves 4 and 5 do not start. 4 servers stay down. " +
      "2 servers keep running here, and cost, until terminated. Wave 3 goes on.",
  );
});

test("a wave whose step could not be done offers the wave, not servers", () => {
  const list = options([HEALTHY]);
  expect(list.map((option) => option.button)).toEqual([
    "Retry wave 2",
    "Skip wave 2",
    "Continue wave 2",
    "Abort wave 2",
  ]);
});

/** Wave 2 of three, whose actions failed; wave 3 waits for it. */
function actionOptions(actions: ActionRunView[], servers = [HEALTHY]) {
  const wave = waveView({ number: 2, status: "AWAITING_DECISION", servers, actions });
  const waves = [wave, waveView({ number: 3, dependsOn: [2], servers: [serverView({ n: 10 })] })];
  return decisionOptions(executionView({ waves }), wave, new Set());
}

const POOL = actionRunView({ state: "FAILED", tries: 1 });
const NEXT = actionRunView({ name: "Next", group: 1 });

test("a failed action is retried by its name, and the wave is not skipped once its servers are up", () => {
  const list = actionOptions([POOL, NEXT]);
  expect(list.map(({ button }) => button)).toEqual([
    "Retry “Start the pool”",
    "Continue without “Start the pool”",
    "Abort wave 2",
  ]);
  expect(find(list, "retry").consequence).toBe(
    "“Start the pool” is tried once more. Wave 3 (1 server) waits until wave 2 passes.",
  );
  expect(find(list, "continue").consequence).toBe(
    "“Start the pool” stays failed. “Next” starts next. The wave ends Partial at best.",
  );
  expect(find(list, "abort").consequence).toContain("1 action does not run.");
});

test("the last action of a wave ends it when its failure is accepted", () => {
  expect(find(actionOptions([POOL]), "continue").consequence).toBe(
    "“Start the pool” stays failed. Wave 2 ends Partial. Wave 3 (1 server) starts.",
  );
});

test("what may have run already says that it may run twice", () => {
  const lost = actionRunView({ name: "Warm up", kind: "LAMBDA", state: "UNKNOWN", tries: 1 });
  expect(find(actionOptions([lost]), "retry").consequence).toContain(
    "It may run twice: nobody can say whether the last try ran.",
  );
  expect(find(actionOptions([lost, POOL]), "retry").consequence).toContain("“Warm up” may run twice");
  expect(find(actionOptions([lost, POOL]), "retry").button).toBe("Retry all 2");
});

test("before the launch the wave can be skipped, and to continue launches its servers", () => {
  const drain = actionRunView({ name: "Drain", stage: "BEFORE", state: "FAILED", tries: 1 });
  const list = actionOptions([drain, NEXT], [serverView({ n: 1 }), serverView({ n: 2 })]);
  expect(find(list, "skip-wave").consequence).toBe(
    "2 servers are not launched. Wave 3 (1 server) starts without wave 2.",
  );
  expect(find(list, "continue").consequence).toBe(
    "“Drain” stays failed. 2 servers are launched. The wave ends Partial at best.",
  );
});

test("a retry of an action tells of the failed servers that go along", () => {
  const optional = serverView({ n: 5, status: "FAILED", hostname: "pay-rpt-01", isCritical: false });
  expect(find(actionOptions([POOL], [HEALTHY, optional]), "retry").consequence).toContain(
    "pay-rpt-01 is launched once more.",
  );
});

test("skipping a server goes on with what comes after the launch", () => {
  const wave = waveView({ number: 2, status: "AWAITING_DECISION", servers: [HEALTHY, FAILED], actions: [NEXT] });
  const list = decisionOptions(executionView({ waves: [wave] }), wave, new Set([FAILED.sourceServerId]));
  expect(find(list, "skip").consequence).toContain("Wave 2 goes on with what comes after the launch.");
});

test.each([
  ["retry", false],
  ["continue", false],
  ["skip", true],
  ["skip-wave", true],
  ["abort", true],
] as const)("%s needs a reason: %s", (choice, isNeeded) => {
  expect(needsReason(choice)).toBe(isNeeded);
});
