import { describe, expect, test } from "vitest";

import { ExecutionStatus, isWaveOver, WaveStatus } from "./execution-status.ts";
import { type Turn, turnOf, type WaveState } from "./wave-turn.ts";

function wave(number: number, status: WaveStatus, dependsOn: number[] = []): WaveState {
  return { number, name: `Wave ${number}`, status, dependsOn, isContinued: false };
}

/** The turn of a last wave that waits for one before it in each of these statuses. */
function turnBehind(dependencies: readonly WaveStatus[], status: ExecutionStatus = "RUNNING"): Turn {
  const before = dependencies.map((state, index) => wave(index + 1, state));
  const last = wave(
    before.length + 1,
    "PENDING",
    before.map(({ number }) => number),
  );
  return turnOf(last, { status, waves: [...before, last] });
}

const PASSED: readonly WaveStatus[] = ["COMPLETED", "PARTIAL", "SKIPPED"];
const LOST: readonly WaveStatus[] = ["FAILED", "CANCELLED"];

test.each(ExecutionStatus.options)("without dependencies a wave goes only while the execution runs: %s", (status) => {
  expect(turnBehind([], status).kind).toBe(status === "RUNNING" ? "go" : "wait");
});

test.each(WaveStatus.options)("behind a wave that is %s", (status) => {
  const expected = PASSED.includes(status) ? "go" : LOST.includes(status) ? "blocked" : "wait";
  expect(turnBehind([status]).kind).toBe(expected);
});

test.each(WaveStatus.options.flatMap((a) => WaveStatus.options.map((b): [WaveStatus, WaveStatus] => [a, b])))(
  "behind %s and %s a wave needs both to have passed, and one that did not blocks it",
  (a, b) => {
    const both = [a, b];
    const expected = both.some((s) => LOST.includes(s))
      ? "blocked"
      : both.every((s) => PASSED.includes(s))
        ? "go"
        : "wait";
    expect(turnBehind(both).kind).toBe(expected);
  },
);

test("what blocks a wave is named, and blocks it while paused as well", () => {
  expect(turnBehind(["COMPLETED", "FAILED"], "PAUSED")).toMatchObject({
    kind: "blocked",
    by: { number: 2, name: "Wave 2" },
  });
});

describe("a wave's own status", () => {
  test.each(WaveStatus.options)("%s", (status) => {
    const own = wave(1, status);
    const isUnstarted = status === "PENDING" || status === "WAITING";
    expect(turnOf(own, { status: "RUNNING", waves: [own] }).kind).toBe(isWaveOver(status) ? "over" : "go");
    // What has been started goes on while the execution is paused; nothing new starts.
    expect(turnOf(own, { status: "PAUSED", waves: [own] }).kind).toBe(
      isWaveOver(status) ? "over" : isUnstarted ? "wait" : "go",
    );
  });

  test("a wave under way goes on whatever became of the waves before it: the step asks again after a redelivery", () => {
    const waves = [wave(1, "FAILED"), wave(2, "LAUNCHING", [1])];
    expect(turnOf(wave(2, "LAUNCHING", [1]), { status: "RUNNING", waves })).toEqual({ kind: "go" });
  });
});

test("waves that it does not depend on mean nothing to it", () => {
  const waves = [wave(1, "FAILED"), wave(2, "LAUNCHING"), wave(3, "PENDING")];
  expect(turnOf(wave(3, "PENDING"), { status: "RUNNING", waves })).toEqual({ kind: "go" });
});
