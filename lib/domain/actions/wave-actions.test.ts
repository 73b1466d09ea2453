import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isWaveOver, ServerStatus } from "#lib/domain/execution-status.ts";
import { type JudgedServer, type JudgedWave, waveVerdict } from "#lib/domain/wave-verdict.ts";
import { OnFailure } from "#lib/domain/wave-policy.ts";

import type { Action } from "./action.ts";
import { ActionState } from "./outcome-of-action.ts";
import { actionsProgress, NO_ACTIONS, type PlannedRun } from "./wave-actions.ts";

type Given = {
  when?: "BEFORE" | "AFTER";
  state: ActionState;
  onFailure?: OnFailure;
  group?: number;
  isAccepted?: boolean;
};

function run(given: Given): PlannedRun {
  const { when = "BEFORE", state, onFailure = "ASK", group = 0, isAccepted = false } = given;
  const id = crypto.randomUUID();
  const action = {
    id,
    name: id,
    kind: "WAIT",
    seconds: 1,
    when,
    modes: ["DRILL"],
    timeoutSeconds: 60,
    retries: 0,
    onFailure,
    group,
  };
  const starts = state === "PENDING" ? 0 : 1;
  return { action: action as Action, actionId: id, state, starts, isRetryWanted: false, isAccepted };
}

function wave(runs: readonly PlannedRun[], onFailure: OnFailure = "ASK"): JudgedWave {
  return {
    ...{ onFailure, passPercent: 100, isContinued: false, hasTrouble: false },
    before: actionsProgress(runs, { stage: "BEFORE", mode: "DRILL" }),
    after: actionsProgress(runs, { stage: "AFTER", mode: "DRILL" }),
  };
}

const WAITING: JudgedServer[] = [{ status: "PENDING", isCritical: true }];
const HEALTHY: JudgedServer[] = [{ status: "HEALTHY", isCritical: true }];

describe("a wave with actions", () => {
  test.each<[string, Given[], JudgedServer[], string]>([
    ["waits for what comes before", [{ state: "RUNNING" }], WAITING, "PRE_ACTIONS"],
    ["launches once that is done", [{ state: "SUCCEEDED" }], WAITING, "LAUNCHING"],
    ["asks when it failed", [{ state: "FAILED" }], WAITING, "AWAITING_DECISION"],
    ["asks when nobody knows", [{ state: "UNKNOWN" }], WAITING, "AWAITING_DECISION"],
    ["goes on when its failure was accepted", [{ state: "FAILED", isAccepted: true }], WAITING, "LAUNCHING"],
    ["goes on when its policy says so", [{ state: "TIMED_OUT", onFailure: "CONTINUE" }], WAITING, "LAUNCHING"],
    ["ends when its policy says so", [{ state: "FAILED", onFailure: "ABORT" }], WAITING, "FAILED"],
    ["acts when its servers are up", [{ when: "AFTER", state: "PENDING" }], HEALTHY, "POST_ACTIONS"],
    ["asks when that fails", [{ when: "AFTER", state: "FAILED" }], HEALTHY, "AWAITING_DECISION"],
    ["is complete when all of it succeeded", [{ when: "AFTER", state: "SUCCEEDED" }], HEALTHY, "COMPLETED"],
    ["is partial when an action was accepted", [{ state: "FAILED", isAccepted: true }], HEALTHY, "PARTIAL"],
  ])("%s", (...row) => {
    const [, given, servers, status] = row;
    expect(waveVerdict(wave(given.map(run)), servers).status).toBe(status);
  });

  test("actions of other modes are none of its", () => {
    const recoveryOnly = { ...run({ state: "FAILED" }) };
    const action = { ...recoveryOnly.action, modes: ["RECOVERY"] } as Action;
    expect(actionsProgress([{ ...recoveryOnly, action }], { stage: "BEFORE", mode: "DRILL" })).toEqual(NO_ACTIONS);
  });
});

const anyRun = fc.record({
  when: fc.constantFrom("BEFORE" as const, "AFTER" as const),
  state: fc.constantFrom(...ActionState.options),
  onFailure: fc.constantFrom(...OnFailure.options),
  group: fc.nat({ max: 3 }),
  isAccepted: fc.boolean(),
});
const anyServers = fc.array(fc.record({ status: fc.constantFrom(...ServerStatus.options), isCritical: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});

test("nothing starts in a wave that is over, and what comes after it never starts before its servers are settled", () => {
  fc.assert(
    fc.property(
      fc.record({
        given: fc.array(anyRun, { maxLength: 6 }),
        servers: anyServers,
        onFailure: fc.constantFrom(...OnFailure.options),
      }),
      ({ given, servers, onFailure }) => {
        const runs = given.map(run);
        const verdict = waveVerdict(wave(runs, onFailure), servers);
        const started = runs.filter(({ actionId }) => verdict.start.includes(actionId));
        if (isWaveOver(verdict.status)) expect(started).toEqual([]);
        const isUp = servers.every(({ status }) => !["PENDING", "QUEUED", "LAUNCHING", "LAUNCHED"].includes(status));
        if (!isUp) expect(started.filter(({ action }) => action.when === "AFTER")).toEqual([]);
        if (verdict.status === "COMPLETED") expect(runs.every(({ state }) => state === "SUCCEEDED")).toBe(true);
        if (verdict.status === "LAUNCHING" || verdict.status === "VERIFYING") {
          const before = runs.filter(({ action }) => action.when === "BEFORE");
          expect(before.some(({ state }) => state === "PENDING" || state === "RUNNING")).toBe(false);
        }
      },
    ),
  );
});
