import { describe, expect, test } from "vitest";

import type { ExecutionFacts, Facts } from "../facts.ts";
import { checkRun } from "./all.ts";
import { at, execution, facts, instance, job, launch, server, story, wave } from "./testing-facts.ts";

function rulesBroken(of: Facts): string[] {
  return [...new Set(checkRun(of).map(({ rule }) => rule))];
}

test("a run in which all went well breaks nothing", () => {
  expect(checkRun(facts())).toEqual([]);
});

const retried = { executionId: "e-1", sourceServerId: "s-1" };
const second = { launches: [launch(), launch({ id: "l-2", jobId: "j-2" })] };
const again = job({
  jobId: "j-2",
  launchId: "l-2",
  createdAt: at(20),
  launched: [{ sourceServerId: "s-1", instanceId: "i-2", at: at(28) }],
});
const over = { ...again, replaced: ["s-1"] };
const bothInstances = [instance({ diedAt: at(22) }), instance({ instanceId: "i-2" })];

describe("launches", () => {
  test.each<[string, Facts]>([
    ["a job belongs to an execution", facts({ aws: { jobs: [job(), job({ jobId: "j-9", executionId: "e-9" })] } })],
    [
      "every job of ours has exactly one launch row, and every launch row its job",
      facts({
        executions: [
          execution({ launches: [launch({ jobId: null, refusedAt: at(9) })], servers: [server({ attempts: 0 })] }),
        ],
      }),
    ],
    [
      "every job of ours has exactly one launch row, and every launch row its job",
      facts({ executions: [execution({ launches: [launch({ jobId: "j-foreign" })] })] }),
    ],
    ["a call is sent once", facts({ aws: { jobs: [job(), job({ jobId: "j-2" })] } })],
    [
      "a server is launched as often as its attempts say",
      facts({ executions: [execution({ ...second })], aws: { jobs: [job(), again] } }),
    ],
    [
      "a server is launched no more often than asked for",
      facts({
        executions: [execution({ ...second, servers: [server({ attempts: 2 })] })],
        aws: { jobs: [job(), again] },
      }),
    ],
    [
      "a launch is repeated no more often than the plan says",
      facts({ executions: [execution({ servers: [server({ automaticRetries: 1 })] })] }),
    ],
  ])("%s", (rule, broken) => {
    expect(rulesBroken(broken)).toContain(rule);
  });

  test("a launch that a person asked for is none too many", () => {
    const twice = execution({ ...second, servers: [server({ attempts: 2, recoveryInstanceId: "i-2" })] });
    const asked = { retries: [retried] };
    expect(
      checkRun(facts({ executions: [twice], aws: { jobs: [job(), over], instances: bothInstances }, asked })),
    ).toEqual([]);
  });
});

describe("instances", () => {
  const real = { isDrill: false };
  const ours = {
    executions: [execution({ ...second, servers: [server({ attempts: 2, recoveryInstanceId: "i-2" })] })],
  };

  test.each<[string, Facts]>([
    [
      "no live recovery is launched over unasked",
      facts({
        ...ours,
        aws: { jobs: [job({ ...real, executionId: null, launchId: null }), over], instances: bothInstances },
      }),
    ],
    [
      "an execution does not launch over its own instance unasked",
      facts({ ...ours, aws: { jobs: [job(), over], instances: bothInstances } }),
    ],
    [
      "no instance of somebody else is terminated",
      facts({ aws: { jobs: [job({ executionId: null, launchId: null })], terminated: ["i-1"] } }),
    ],
    ["an instance is terminated only in a clean-up that was asked for", facts({ aws: { terminated: ["i-1"] } })],
  ])("%s", (rule, broken) => {
    expect(rulesBroken(broken)).toContain(rule);
  });

  test.each<[string, Facts["aws"]["jobs"], Facts["aws"]["instances"]]>([
    ["a drill's instance of somebody else", [job({ executionId: null, launchId: null }), over], bothInstances],
    [
      "a recovery that was dead before",
      [job({ ...real, executionId: null, launchId: null }), over],
      [instance({ diedAt: at(18) }), instance({ instanceId: "i-2" })],
    ],
  ])("%s may be launched over", (_what, jobs, instances) => {
    expect(rulesBroken(facts({ aws: { jobs, instances } })).filter((rule) => rule.includes("launched over"))).toEqual(
      [],
    );
  });
});

describe("statuses", () => {
  const failed = server({ status: "FAILED", error: "LAUNCH_FAILED", recoveryInstanceId: null });

  test.each<[string, Facts]>([
    ["every execution comes to its end", facts({ executions: [execution({ status: "RUNNING", endedAt: null })] })],
    ["an execution is what its waves are", facts({ executions: [execution({ status: "PARTIAL" })] })],
    [
      "all waves of an ended execution are over",
      facts({ executions: [execution({ waves: [wave({ status: "VERIFYING" })] })] }),
    ],
    ["a wave is what its servers are", facts({ executions: [execution({ servers: [failed] })] })],
    [
      "what failed or was skipped says why",
      facts({ executions: [execution({ servers: [{ ...failed, error: null }] })] }),
    ],
    [
      "no server of an ended execution is under way",
      facts({ executions: [execution({ servers: [server({ status: "LAUNCHED" })] })] }),
    ],
    [
      "the instance of a terminated server is gone",
      facts({ executions: [execution({ servers: [server({ status: "TERMINATED" })] })] }),
    ],
    ["a healthy server's instance exists in AWS, and its own execution launched it", facts({ aws: { instances: [] } })],
    [
      "a healthy server's instance exists in AWS, and its own execution launched it",
      facts({ aws: { jobs: [job({ executionId: null, launchId: null })] } }),
    ],
    ["a drill launches drill instances and a recovery real ones", facts({ aws: { jobs: [job({ isDrill: false })] } })],
  ])("%s", (rule, broken) => {
    expect(rulesBroken(broken)).toContain(rule);
  });

  test("a wave that a person aborted may have failed although it only waited", () => {
    const decisions = [{ waveNumber: 1, action: "abort", serverIds: [] }];
    const aborted = execution({ status: "FAILED", waves: [wave({ status: "FAILED" })], servers: [failed], decisions });
    expect(rulesBroken(facts({ executions: [aborted] }))).not.toContain("a wave is what its servers are");
    expect(rulesBroken(facts({ executions: [{ ...aborted, decisions: [] }] }))).toContain(
      "a wave is what its servers are",
    );
  });
});

describe("order", () => {
  const two = (first: Parameters<typeof wave>[0]) => [wave(first), wave({ number: 2, dependsOn: [1] })];
  const ofSecond = { aws: { jobs: [job(), job({ jobId: "j-2", launchId: "l-2", waveNumber: 2, createdAt: at(31) })] } };
  const turn = "no wave is launched before the waves that it waits for have passed";
  const told = (...kinds: string[]) => facts({ executions: [execution({ events: story(...kinds) })] });

  test.each<[string, Facts]>([
    [turn, facts({ executions: [execution({ waves: two({ endedAt: at(32) }) })], ...ofSecond })],
    [turn, facts({ executions: [execution({ waves: two({ status: "FAILED" }) })], ...ofSecond })],
    ["a job names a wave of its execution", facts({ aws: { jobs: [job({ waveNumber: 9 })] } })],
    ["nothing happens after the end", told("execution.started", "execution.completed", "wave.started")],
    ["an ended execution says so", told("execution.started")],
    ["events come in a sensible order", told("execution.started", "server.healthy", "execution.completed")],
    ["events come in a sensible order", told("wave.started", "wave.started", "execution.completed")],
    ["events are numbered without holes", facts({ executions: [execution({ events: execution().events.slice(1) })] })],
    [
      "events do not go back in time",
      facts({
        executions: [
          execution({ events: execution().events.map((event, index) => ({ ...event, at: at(-2 * index) })) }),
        ],
      }),
    ],
  ])("%s", (rule, broken) => {
    expect(rulesBroken(broken)).toContain(rule);
  });

  test("after the end only what becomes of the instances is told", () => {
    const after = told("execution.started", "execution.completed", "server.replaced", "servers.protected");
    expect(rulesBroken(after)).not.toContain("nothing happens after the end");
  });

  test("a wave behind one whose failures were accepted may be launched", () => {
    const waves = two({ status: "FAILED", continuedAt: at(30) });
    expect(rulesBroken(facts({ executions: [execution({ waves })], ...ofSecond }))).not.toContain(turn);
  });
});

describe("leftovers", () => {
  const done = { number: 1, status: "DONE", endedAt: at(35), error: null };
  const late = { name: "sweep", owner: "host-7-abc", renewedAt: at(25), until: at(28) };
  const stale = { name: "sweep", owner: "host-7-abc", renewedAt: at(10), until: at(13) };

  test.each<[string, Facts]>([
    [
      "an ended execution gives its servers back",
      facts({ executions: [execution({ servers: [server({ releasedAt: null })] })] }),
    ],
    [
      "an ended execution has no open launch",
      facts({ executions: [execution({ launches: [launch({ endedAt: null })] })] }),
    ],
    [
      "an ended execution has no open termination",
      facts({ executions: [execution({ terminations: [{ jobId: "j-3", instanceIds: ["i-1"], endedAt: null }] })] }),
    ],
    ["a clean-up comes to its end", facts({ executions: [execution({ cleanups: [{ ...done, endedAt: null }] })] })],
    ["a clean-up that is done leaves no instance", facts({ executions: [execution({ cleanups: [done] })] })],
    [
      "every task is answered",
      facts({
        executions: [
          execution({ tasks: [{ step: "launch", waveNumber: 1, generation: 1, resolvedAt: at(9), sentAt: null }] }),
        ],
      }),
    ],
    [
      "state machines end with their executions",
      facts({ aws: { stateMachines: [{ name: "e-1-g1", status: "RUNNING" }] } }),
    ],
    ["a living worker sweeps", facts({ leases: [stale] })],
    ["a living worker sweeps", facts({ leases: [late], liveWorkers: [8] })],
    ["nothing is leased for longer than its time", facts({ leases: [{ ...stale, name: "watch:x", until: at(900) }] })],
  ])("%s", (rule, broken) => {
    expect(rulesBroken(broken)).toContain(rule);
  });

  test("a worker that lives may be late with its sweep", () => {
    expect(rulesBroken(facts({ leases: [late] }))).toEqual([]);
  });

  test("a clean-up may wait for a job that DRS never ends, as long as it says so", () => {
    const waits = { ...done, status: "RUNNING", endedAt: null, error: "ConflictException: in a job" };
    const task = { step: "terminate", waveNumber: 0, generation: 1, resolvedAt: null, sentAt: null };
    const story = (cleanup: ExecutionFacts["cleanups"][number], status: string) =>
      facts({
        executions: [execution({ cleanups: [cleanup], tasks: [task] })],
        aws: { jobs: [job({ status })], stateMachines: [{ name: "e-1-cleanup-1", status: "RUNNING" }] },
      });
    expect(rulesBroken(story(waits, "STARTED"))).toEqual([]);
    expect(rulesBroken(story({ ...waits, error: null }, "STARTED"))).toContain("a clean-up comes to its end");
    expect(rulesBroken(story(waits, "COMPLETED"))).toContain("state machines end with their executions");
  });
});
