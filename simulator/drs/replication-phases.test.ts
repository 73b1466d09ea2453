import { describe, expect, test } from "vitest";
import type { Replication } from "./records.ts";
import { beginning, copiedShareAt, halted, nextReplication, progressAt, resuming } from "./replication-phases.ts";

/** The states that follow each other without anybody's doing. */
function statesFrom(replication: Replication): string[] {
  const next = nextReplication(replication, { at: 5, wall: 1005 });
  return [replication.state, ...(next ? statesFrom(next) : [])];
}

const CURRENT: Replication = { ...beginning(0), state: "CONTINUOUS", initialSyncDone: true, restart: null };

describe("replication by itself", () => {
  test("goes from the beginning to a complete and current copy", () => {
    expect(statesFrom(beginning(0))).toEqual([...["INITIATING", "INITIAL_SYNC", "CREATING_SNAPSHOT", "CONTINUOUS"]]);
  });

  test("only rescans where the copy was complete before", () => {
    const stalled: Replication = { ...CURRENT, state: "STALLED", stoppedAt: 1, error: "AGENT_NOT_SEEN" };
    expect(statesFrom(resuming(stalled))).toEqual(["INITIATING", "RESCAN", "CONTINUOUS"]);
    expect(resuming(stalled)).toMatchObject({ error: null, stoppedAt: 1 });
  });

  test.each(["STOPPED", "BACKLOG", "CONTINUOUS", "PAUSED", "STALLED", "DISCONNECTED"] as const)("stays %s", (state) => {
    expect(statesFrom({ ...CURRENT, state })).toEqual([state]);
  });

  test("remembers when the first byte came and when the first snapshot was there", () => {
    const syncing = nextReplication(beginning(1000), { at: 2, wall: 1002 });
    expect(syncing?.restart).toEqual({ initiatedAt: 1000, firstByteAt: 1002, completeAt: null });
    const complete = nextReplication({ ...beginning(1000), state: "CREATING_SNAPSHOT" }, { at: 9, wall: 1009 });
    expect(complete).toMatchObject({ initialSyncDone: true, stoppedAt: null, restart: { completeAt: 9 } });
  });

  test("is given up when it is halted, lag and error with it", () => {
    const phase = { startedAt: 0, endsAt: 10 };
    const stopped = halted({ ...beginning(0), phase, lagSeconds: 5, error: "NOT_CONVERGING" }, "STOPPED", 77);
    expect(stopped).toMatchObject({ state: "STOPPED", stoppedAt: 77, lagSeconds: 0, error: null, phase: null });
  });
});

test("progress grows with time through a phase, and stands still without one", () => {
  const syncing: Replication = { ...beginning(0), state: "INITIAL_SYNC", phase: { startedAt: 100, endsAt: 300 } };
  expect([0, 100, 150, 300, 999].map((at) => progressAt(syncing, at))).toEqual([0, 0, 25, 100, 100]);
  expect(progressAt({ ...syncing, phase: null, progressPercent: 47 }, 150)).toBe(47);
});

test("nothing is copied while replication is set up, and all of it when the first snapshot is made", () => {
  expect(copiedShareAt({ ...beginning(0), progressPercent: 40 }, 0)).toBe(0);
  expect(copiedShareAt({ ...beginning(0), state: "INITIAL_SYNC", progressPercent: 47 }, 0)).toBe(0.47);
  expect(copiedShareAt({ ...beginning(0), state: "CREATING_SNAPSHOT" }, 0)).toBe(1);
  expect(copiedShareAt(CURRENT, 0)).toBe(1);
});
