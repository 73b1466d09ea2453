import { describe, expect, test } from "vitest";

import { actionProblems } from "#components/plan-actions/action-problems.ts";
import { typedAction } from "#components/plan-actions/testing.ts";
import { WAVE_POLICY_DEFAULTS } from "#lib/domain/wave-policy.ts";

import { cleanupChoice } from "./cleanup-choice.ts";
import { draftChanges, editedWaves } from "./draft-changes.ts";
import { cycleIfConnected } from "./draft-graph.ts";
import { draftHistory, startHistory } from "./draft-history.ts";
import { draftProblems, placeInvalidParams } from "./draft-problems.ts";
import { addWave, connectWaves, editWave, emptyDraft, moveWave, removeWave, type PlanDraft } from "./draft.ts";

function wave(key: string, name: string, dependsOn: readonly string[] = []) {
  return {
    key,
    name,
    protectionGroupIds: [`group-${key}`],
    dependsOn,
    ...WAVE_POLICY_DEFAULTS,
    healthProfileId: null,
    actions: [],
  };
}

const SAVED: PlanDraft = {
  ...emptyDraft(),
  name: "Payments",
  waves: [wave("1", "Databases"), wave("2", "Application", ["1"]), wave("3", "Web", ["2"])],
  nextKey: 4,
};

describe("changes", () => {
  test("there are none in the saved plan", () => {
    expect(draftChanges(SAVED, SAVED)).toEqual([]);
  });

  test("are named by wave and field", () => {
    const draft = editWave({ ...SAVED, rtoMinutes: 45 }, "3", { name: "Edge", dependsOn: ["1"] });
    expect(draftChanges(SAVED, draft)).toEqual(["Plan: RTO target", "Edge: name", "Edge: starts after"]);
  });

  test("of a policy are named one by one", () => {
    const draft = editWave({ ...SAVED, drillCleanup: cleanupChoice(240) }, "1", {
      onFailure: "ABORT",
      passPercent: 80,
      automaticRetries: 2,
      optionalServerIds: ["s-1"],
      launchTimeoutMinutes: 60,
      healthTimeoutMinutes: 30,
      healthProfileId: "7d1f7e0e-5c0a-4b58-9f1e-0d6f0a3f5a11",
    });
    expect(draftChanges(SAVED, draft)).toEqual([
      "Plan: clean-up after drills",
      "Databases: when a server fails",
      "Databases: passes when healthy",
      "Databases: automatic retries",
      "Databases: servers that may fail",
      "Databases: launch timeout",
      "Databases: health timeout",
      "Databases: health profile",
    ]);
  });

  test("a removal counts once, without the dependencies that went with it", () => {
    expect(draftChanges(SAVED, removeWave(SAVED, "1"))).toEqual(["Databases: removed"]);
  });

  test("a move is a change of the order only", () => {
    expect(draftChanges(SAVED, moveWave(SAVED, "3", 0))).toEqual(["Plan: order of waves"]);
  });

  test("a new wave is one change however much is filled in", () => {
    const draft = editWave(addWave(SAVED, "3"), "4", { name: "Batch" });
    expect(draftChanges(SAVED, draft)).toEqual(["Batch: added"]);
    expect(editedWaves(SAVED, draft)).toEqual(new Set(["4"]));
  });
});

describe("actions", () => {
  const pool = typedAction({ name: "Start the pool" });
  const task = typedAction({ name: "Confirm", kind: "MANUAL_TASK", when: "BEFORE" });
  const saved = editWave(SAVED, "2", { actions: [task, pool] });

  test("are named when they change, one change each", () => {
    const changed = [{ ...task, assignee: "DBA" } as typeof task, typedAction({ name: "Warm up" })];
    expect(draftChanges(saved, editWave(saved, "2", { actions: changed }))).toEqual([
      "Application: “Start the pool” removed",
      "Application: “Confirm” changed",
      "Application: “Warm up” added",
    ]);
    const other = typedAction({ name: "Other" });
    const two = editWave(SAVED, "2", { actions: [pool, other] });
    expect(draftChanges(two, editWave(two, "2", { actions: [other, pool] }))).toEqual([
      "Application: order of actions",
    ]);
  });

  test("have their problems at their fields, also those that the server tells", () => {
    const draft = editWave(saved, "2", { actions: [{ ...task, name: "" }, pool] });
    expect([...draftProblems(draft, actionProblems).keys()]).toEqual([
      `2/actions/${task.id}/name`,
      `2/actions/${task.id}/instructions`,
    ]);
    const { problems } = placeInvalidParams(saved, [
      { name: "waves.1.actions.1.seconds", reason: "Too long." },
      { name: "waves.1.actions.0.inputs.0.name", reason: "Twice." },
      { name: "waves.1.actions", reason: "Too many." },
    ]);
    expect([...problems.keys()]).toEqual([`2/actions/${pool.id}/seconds`, `2/actions/${task.id}/inputs`, "2/actions"]);
  });
});

describe("a dependency that would close a circle", () => {
  test("names the waves in order and comes back to the first", () => {
    expect(cycleIfConnected(SAVED, "3", "1")).toEqual(["1 Databases", "3 Web", "2 Application", "1 Databases"]);
  });

  test("is not seen where there is none", () => {
    expect(cycleIfConnected(SAVED, "1", "3")).toBeNull();
  });
});

describe("problems", () => {
  test("stand at their fields", () => {
    const nonsense = { healthTimeoutMinutes: null, launchTimeoutMinutes: 1441, passPercent: 0 };
    const draft = editWave(addWave(SAVED), "2", nonsense);
    expect([...draftProblems(draft, null).keys()]).toEqual([
      "2/passPercent",
      "2/launchTimeoutMinutes",
      "2/healthTimeoutMinutes",
      "4/name",
      "4/protectionGroupIds",
    ]);
  });

  test("of the clean-up stand at the plan", () => {
    const draft: PlanDraft = { ...SAVED, drillCleanup: { kind: "AFTER", amount: null, unit: "hours" } };
    expect([...draftProblems(draft, null).keys()]).toEqual(["drillCleanup"]);
    const params = [{ name: "drillCleanupMinutes", reason: "Too long." }];
    expect([...placeInvalidParams(SAVED, params).problems]).toEqual([["drillCleanup", "Too long."]]);
  });

  test.each(["waves.1.name", "waves[1].name", "/waves/1/name"])("of the server are placed from %s", (name) => {
    const { problems, rest } = placeInvalidParams(SAVED, [
      { name, reason: "Too long." },
      { name: "waves.9.name", reason: "Which?" },
    ]);
    expect([...problems]).toEqual([["2/name", "Too long."]]);
    expect(rest).toHaveLength(1);
  });
});

describe("undo", () => {
  test("takes back one step, typing in one field being one", () => {
    const typed = ["P", "Pa", "Pay"].reduce(
      (history, name) => draftHistory(history, { kind: "edit", draft: { ...history.draft, name }, tag: "name" }),
      startHistory(SAVED),
    );
    const connected = draftHistory(typed, { kind: "edit", draft: connectWaves(typed.draft, "1", "3") });
    const once = draftHistory(connected, { kind: "undo" });
    expect(once.draft.name).toBe("Pay");
    expect(once.draft.waves).toEqual(SAVED.waves);
    expect(draftHistory(once, { kind: "undo" }).draft).toEqual(SAVED);
  });

  test("of nothing changes nothing", () => {
    const history = startHistory(SAVED);
    expect(draftHistory(history, { kind: "undo" })).toBe(history);
  });
});
