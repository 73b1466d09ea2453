import { expect, test } from "vitest";

import { actionRunView, waveView } from "#lib/domain/testing/execution.ts";

import { actionsGoneWrong, askedActions, tasksToDo, wavePhases } from "./action-progress.ts";
import { isWaveInFilter, wavesOpenByThemselves } from "./wave-filter.ts";

const POOL = actionRunView({ state: "FAILED", tries: 1, error: "exit code 3" });

test("phases are judged as the engine judges them", () => {
  const before = actionRunView({ name: "Drain", stage: "BEFORE", state: "SUCCEEDED", tries: 1 });
  const next = actionRunView({ name: "Next", group: 1 });
  const phases = wavePhases([before, POOL, next]);
  expect(phases.before).toMatchObject({ stage: "DONE", isWhole: true });
  expect(phases.after).toMatchObject({ stage: "ASKING", ask: [POOL.actionId], isWhole: false });
  const accepted = wavePhases([before, { ...POOL, isAccepted: true }, next]);
  expect(accepted.after).toMatchObject({ stage: "UNDER_WAY", start: [next.actionId] });
});

test("a person is asked about what failed for good, and not about what is tried again by itself", () => {
  expect(askedActions({ actions: [POOL] })).toEqual([POOL]);
  expect(askedActions({ actions: [{ ...POOL, mostTries: 2 }] })).toEqual([]);
  expect(askedActions({ actions: [{ ...POOL, onFailure: "CONTINUE" }] })).toEqual([]);
  const lost = { ...POOL, state: "UNKNOWN" as const, mostTries: 2 };
  expect(askedActions({ actions: [lost] })).toEqual([lost]);
  expect(askedActions({ actions: [{ ...lost, kind: "TCP_CHECK" }] })).toEqual([]);
});

test("tasks wait oldest first, and only while they run", () => {
  const task = { instructions: "Do", assignee: null, inputs: [], takenBy: null, escalatesAt: null };
  const older = actionRunView({ name: "Older", task, state: "RUNNING", startedAt: "2026-11-24T03:00:00.000Z" });
  const newer = actionRunView({ name: "Newer", task, state: "RUNNING", startedAt: "2026-11-24T03:01:00.000Z" });
  const over = actionRunView({ name: "Over", task, state: "SUCCEEDED" });
  const waves = [waveView({ number: 1, actions: [newer, over, POOL] }), waveView({ number: 2, actions: [older] })];
  expect(tasksToDo(waves).map(({ run }) => run.name)).toEqual(["Older", "Newer"]);
});

test("a wave whose action failed is open by itself and among the problems", () => {
  const wave = waveView({ status: "PARTIAL", actions: [POOL] });
  expect([...wavesOpenByThemselves([wave])]).toEqual([1]);
  expect(isWaveInFilter(wave, "problems")).toBe(true);
  expect(isWaveInFilter({ ...wave, actions: [{ ...POOL, isAccepted: true }] }, "problems")).toBe(false);
  expect(isWaveInFilter({ ...wave, actions: [{ ...POOL, state: "RUNNING" }] }, "running")).toBe(true);
});

test("what went wrong names failures, accepted ones too, and what may have run twice", () => {
  const twice = actionRunView({ name: "Twice", state: "SUCCEEDED", mayHaveRunTwice: true });
  const fine = actionRunView({ name: "Fine", state: "SUCCEEDED" });
  const accepted = { ...POOL, isAccepted: true };
  expect(actionsGoneWrong([waveView({ actions: [fine, twice, accepted] })])).toEqual([twice, accepted]);
});
