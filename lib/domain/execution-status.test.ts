import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  ExecutionStatus,
  executionTransition,
  hasWavePassed,
  IllegalTransitionError,
  isLaunchDecided,
  isServerProblem,
  isServerSettled,
  isTerminal,
  isWaveOver,
  isWaveUnderWay,
  ServerStatus,
  serverTransition,
  WaveStatus,
  waveTransition,
} from "./execution-status.ts";

/** Every allowed way, as `FROM: TO TO`. Whatever is not in it must throw. */
const EXECUTION_WAYS = `
  PENDING: RUNNING CANCELLING CANCELLED
  AWAITING_APPROVAL: PENDING CANCELLED
  RUNNING: PAUSED CANCELLING COMPLETED PARTIAL FAILED
  PAUSED: RUNNING CANCELLING COMPLETED PARTIAL FAILED
  CANCELLING: CANCELLED
  COMPLETED:
  PARTIAL:
  FAILED:
  CANCELLED:`;

const WORK = "PRE_ACTIONS LAUNCHING VERIFYING POST_ACTIONS AWAITING_DECISION";
const ENDS = "COMPLETED PARTIAL FAILED SKIPPED CANCELLED";
const WAVE_WAYS = `
  PENDING: WAITING ${WORK} ${ENDS}
  WAITING: ${WORK} ${ENDS}
  PRE_ACTIONS: ${WORK} ${ENDS}
  LAUNCHING: ${WORK} ${ENDS}
  VERIFYING: ${WORK} ${ENDS}
  POST_ACTIONS: ${WORK} ${ENDS}
  AWAITING_DECISION: ${WORK} ${ENDS}
  COMPLETED:
  PARTIAL: COMPLETED
  FAILED: PARTIAL COMPLETED
  SKIPPED:
  CANCELLED:`;

const SERVER_WAYS = `
  PENDING: QUEUED LAUNCHING FAILED SKIPPED
  QUEUED: LAUNCHING LAUNCHED FAILED SKIPPED
  LAUNCHING: QUEUED LAUNCHED FAILED SKIPPED
  LAUNCHED: HEALTHY UNHEALTHY FAILED SKIPPED TERMINATED
  HEALTHY: UNHEALTHY TERMINATED
  UNHEALTHY: HEALTHY QUEUED SKIPPED TERMINATED
  FAILED: QUEUED LAUNCHED SKIPPED TERMINATED
  SKIPPED: TERMINATED
  TERMINATED:`;

function pairs<S extends string>(statuses: readonly S[], ways: string): [from: S, to: S, isAllowed: boolean][] {
  const allowed = new Map(
    ways.split("\n").map((line) => [line.split(":")[0]?.trim(), line.split(":")[1]?.trim() ?? ""]),
  );
  return statuses.flatMap((from) =>
    statuses.map((to): [S, S, boolean] => [from, to, (allowed.get(from) ?? "").split(" ").includes(to)]),
  );
}

function check(transition: () => string, to: string, isAllowed: boolean): void {
  if (isAllowed) expect(transition()).toBe(to);
  else expect(transition).toThrow(IllegalTransitionError);
}

describe("ways of an execution, every status to every status", () => {
  test.each(pairs(ExecutionStatus.options, EXECUTION_WAYS))("%s → %s: %s", (from, to, isAllowed) => {
    check(() => executionTransition(from, to), to, isAllowed);
  });
});

describe("ways of a wave, every status to every status", () => {
  test.each(pairs(WaveStatus.options, WAVE_WAYS))("%s → %s: %s", (from, to, isAllowed) => {
    check(() => waveTransition(from, to), to, isAllowed);
  });
});

describe("ways of a server, every status to every status", () => {
  test.each(pairs(ServerStatus.options, SERVER_WAYS))("%s → %s: %s", (from, to, isAllowed) => {
    check(() => serverTransition(from, to), to, isAllowed);
  });
});

test("what is illegal is said with both statuses", () => {
  expect(() => executionTransition("COMPLETED", "RUNNING")).toThrow("No way from COMPLETED to RUNNING.");
});

test.each(ExecutionStatus.options)("an execution that is %s is over only when nothing follows", (status) => {
  expect(isTerminal(status)).toBe(["COMPLETED", "PARTIAL", "FAILED", "CANCELLED"].includes(status));
});

test.each<[WaveStatus, facts: string]>([
  ["PENDING", "not begun"],
  ["WAITING", "not begun"],
  ["PRE_ACTIONS", "under way"],
  ["LAUNCHING", "under way"],
  ["VERIFYING", "under way"],
  ["POST_ACTIONS", "under way"],
  ["AWAITING_DECISION", "under way"],
  ["COMPLETED", "over, passed"],
  ["PARTIAL", "over, passed"],
  ["SKIPPED", "over, passed"],
  ["FAILED", "over"],
  ["CANCELLED", "over"],
])("a wave that is %s is %s", (status, facts) => {
  expect({
    over: isWaveOver(status),
    underWay: isWaveUnderWay(status),
    passed: hasWavePassed({ status, isContinued: false }),
  }).toEqual({
    over: facts.includes("over"),
    underWay: facts.includes("under way"),
    passed: facts.includes("passed"),
  });
});

test("a failed wave whose failures were accepted has passed, a cancelled one never", () => {
  expect(hasWavePassed({ status: "FAILED", isContinued: true })).toBe(true);
  expect(hasWavePassed({ status: "CANCELLED", isContinued: true })).toBe(false);
});

test.each<[ServerStatus, facts: string]>([
  ["PENDING", "open"],
  ["QUEUED", "open"],
  ["LAUNCHING", "open"],
  ["LAUNCHED", "decided"],
  ["HEALTHY", "decided, settled"],
  ["UNHEALTHY", "decided, settled, a problem"],
  ["FAILED", "decided, settled, a problem"],
  ["SKIPPED", "decided, settled"],
  ["TERMINATED", "decided, settled"],
])("a server that is %s is %s", (status, facts) => {
  expect({
    decided: isLaunchDecided(status),
    settled: isServerSettled(status),
    problem: isServerProblem(status),
  }).toEqual({
    decided: facts.includes("decided"),
    settled: facts.includes("settled"),
    problem: facts.includes("problem"),
  });
});

test("from every status of an execution and of a wave there is a way to an end", () => {
  expect(
    ExecutionStatus.options.filter((status) => !canEnd(status, ExecutionStatus.options, executionTransition)),
  ).toEqual([]);
  expect(WaveStatus.options.filter((status) => !canEnd(status, WaveStatus.options, waveTransition))).toEqual([]);
});

test("an execution that is over stays as it is, whatever is asked of it", () => {
  const status = fc.constantFrom(...ExecutionStatus.options);
  fc.assert(
    fc.property(status, fc.array(status), (start, wishes) => {
      let now = start;
      let end: ExecutionStatus | null = null;
      for (const wish of wishes) {
        if (isTerminal(now)) end = now;
        now = attempt(now, wish);
      }
      if (end !== null) expect(now).toBe(end);
    }),
  );
});

function attempt(from: ExecutionStatus, to: ExecutionStatus): ExecutionStatus {
  try {
    return executionTransition(from, to);
  } catch {
    return from;
  }
}

function canEnd<S extends string>(start: S, statuses: readonly S[], transition: (from: S, to: S) => S): boolean {
  const reached = new Set([start]);
  for (const from of reached) {
    const next = statuses.filter((to) => isWay(() => transition(from, to)));
    if (next.length === 0) return true;
    for (const to of next) reached.add(to);
  }
  return false;
}

function isWay(transition: () => unknown): boolean {
  try {
    transition();
    return true;
  } catch {
    return false;
  }
}
