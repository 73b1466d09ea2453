import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ExecutionType, IllegalTransitionError } from "#lib/domain/execution-status.ts";
import { OnFailure } from "#lib/domain/wave-policy.ts";

import type { Action } from "./action.ts";
import {
  ActionState,
  actionTransition,
  type ActionRun,
  answeredRun,
  hasFailed,
  movedRun,
  newRun,
  nextActions,
  startedRun,
} from "./outcome-of-action.ts";
import { waveActions } from "./testing/actions.ts";

/** Every allowed way, as `FROM: TO TO`. Whatever is not in it must throw. */
const WAYS: Record<ActionState, string> = {
  PENDING: "RUNNING SKIPPED CANCELLED",
  RUNNING: "SUCCEEDED FAILED TIMED_OUT CANCELLED UNKNOWN",
  SUCCEEDED: "",
  FAILED: "RUNNING",
  TIMED_OUT: "RUNNING",
  CANCELLED: "",
  SKIPPED: "",
  UNKNOWN: "RUNNING SUCCEEDED FAILED",
};

describe("ways of an action, every state to every state", () => {
  const pairs = ActionState.options.flatMap((from) => ActionState.options.map((to) => [from, to] as const));
  test.each(pairs)("%s → %s", (from, to) => {
    if (WAYS[from].split(" ").includes(to)) expect(actionTransition(from, to)).toBe(to);
    else expect(() => actionTransition(from, to)).toThrow(IllegalTransitionError);
  });
});

function run(action: Action | undefined, state: ActionState, fields: Partial<ActionRun> = {}): ActionRun {
  return { ...newRun(action?.id ?? ""), state, starts: state === "PENDING" ? 0 : 1, ...fields };
}

describe("what starts next", () => {
  test("is nothing where there is nothing to do", () => {
    expect(nextActions([], [], "DRILL")).toEqual({ stage: "DONE", start: [], running: [], ask: [], failed: [] });
    expect(nextActions(waveActions({ modes: ["RECOVERY"] }), [], "DRILL").stage).toBe("DONE");
  });

  test("is the first group, all of it", () => {
    const actions = waveActions({ group: 2 }, { group: 1 }, { group: 1 });
    expect(nextActions(actions, [], "DRILL")).toMatchObject({
      stage: "UNDER_WAY",
      start: [actions[1]?.id, actions[2]?.id],
    });
  });

  test("waits for the whole group", () => {
    const actions = waveActions({ group: 1 }, { group: 1 }, { group: 2 });
    const runs = [run(actions[0], "SUCCEEDED"), run(actions[1], "RUNNING")];
    expect(nextActions(actions, runs, "DRILL")).toMatchObject({ start: [], running: [actions[1]?.id] });
    const over = [run(actions[0], "SUCCEEDED"), run(actions[1], "SKIPPED")];
    expect(nextActions(actions, over, "DRILL").start).toEqual([actions[2]?.id]);
  });

  test.each([
    ["ASK", "ASKING", false],
    ["CONTINUE", "UNDER_WAY", true],
    ["ABORT", "ABORTED", false],
  ])("after a failure that asks to %s: %s", (onFailure, stage, goesOn) => {
    const actions = waveActions({ onFailure }, {});
    for (const state of ["FAILED", "TIMED_OUT", "UNKNOWN"] as const) {
      const next = nextActions(actions, [run(actions[0], state, { starts: 4 })], "DRILL");
      expect(next).toMatchObject({ stage, start: goesOn ? [actions[1]?.id] : [], failed: [actions[0]?.id] });
      expect(next.ask).toEqual(onFailure === "ASK" ? [actions[0]?.id] : []);
    }
  });

  test("is the same action while it has retries", () => {
    const actions = waveActions({ retries: 2, kind: "LAMBDA", functionName: "f" });
    const after = (starts: number): string[] =>
      nextActions(actions, [run(actions[0], "FAILED", { starts })], "DRILL").start;
    expect([1, 2, 3].map((starts) => after(starts).length)).toEqual([1, 1, 0]);
  });

  test("is not an action that may have run, unless repeating it does no harm", () => {
    const [lambda, check] = waveActions(
      { retries: 3, kind: "LAMBDA", functionName: "f" },
      { retries: 3, kind: "TCP_CHECK", host: "a", port: 1, group: 0 },
    );
    const next = nextActions(
      [lambda, check].filter((one) => one !== undefined),
      [run(lambda, "UNKNOWN"), run(check, "UNKNOWN")],
      "DRILL",
    );
    expect(next).toMatchObject({ start: [check?.id], ask: [lambda?.id] });
  });

  test("is what a person says", () => {
    const actions = waveActions({ kind: "LAMBDA", functionName: "f" }, {});
    const failed = run(actions[0], "UNKNOWN");
    expect(nextActions(actions, [answeredRun(failed, "RETRY")], "DRILL").start).toEqual([actions[0]?.id]);
    expect(nextActions(actions, [answeredRun(failed, "CONTINUE")], "DRILL").start).toEqual([actions[1]?.id]);
    expect(answeredRun(run(actions[0], "RUNNING"), "RETRY")).toEqual(run(actions[0], "RUNNING"));
    expect(startedRun(answeredRun(failed, "RETRY"))).toMatchObject({ starts: 2, isRetryWanted: false });
  });

  test("is nothing once the wave ends, also beside what still runs", () => {
    const actions = waveActions({ group: 0, onFailure: "ABORT" }, { group: 0 }, { group: 0 });
    const runs = [run(actions[0], "FAILED"), run(actions[1], "RUNNING")];
    expect(nextActions(actions, runs, "DRILL")).toMatchObject({
      stage: "ENDING",
      start: [],
      running: [actions[1]?.id],
    });
    expect(nextActions(actions, [run(actions[1], "CANCELLED")], "DRILL").stage).toBe("ABORTED");
  });
});

const planned = fc.array(
  fc.record({
    group: fc.nat(3),
    retries: fc.nat(3),
    onFailure: fc.constantFrom(...OnFailure.options),
    modes: fc.subarray([...ExecutionType.options], { minLength: 1 }),
    kind: fc.constantFrom("LAMBDA" as const, "TCP_CHECK" as const, "WAIT" as const),
  }),
  { maxLength: 8 },
);

const ENDS = ["SUCCEEDED", "FAILED", "TIMED_OUT", "UNKNOWN"] as const;

/** Plays an execution of the actions to its end: `choose` says what happens next, out of so many possibilities. */
function play(
  actions: Parameters<typeof nextActions>[0],
  mode: ExecutionType,
  choose: (count: number) => number,
): void {
  const runs = new Map(actions.map(({ id }) => [id, newRun(id)]));
  const wishes = new Map<string, number>();
  const runOf = (id: string): ActionRun => runs.get(id) ?? newRun(id);
  let patience = 5;
  for (let step = 0; ; step += 1) {
    // Four starts, four ends and a consent each; a wish is an answer, a start and an end.
    expect(step).toBeLessThanOrEqual(actions.length * 9 + 5 * 3);
    const next = nextActions(actions, [...runs.values()], mode);
    const events: (() => void)[] = [
      ...next.start.map((id) => () => {
        checkStart(id);
        runs.set(id, startedRun(runOf(id)));
      }),
      ...next.running.flatMap((id) => ENDS.map((end) => () => runs.set(id, movedRun(runOf(id), end)))),
      ...next.ask.map((id) => () => {
        const answer = patience > 0 && choose(2) === 1 ? "RETRY" : "CONTINUE";
        patience -= 1;
        if (answer === "RETRY") wishes.set(id, (wishes.get(id) ?? 0) + 1);
        runs.set(id, answeredRun(runOf(id), answer));
      }),
    ];
    if (next.stage === "DONE" || next.stage === "ABORTED") {
      expect(events).toEqual([]);
      checkEnd(next.stage);
      return;
    }
    expect(events.length).toBeGreaterThan(0);
    events[choose(events.length)]?.();
  }

  function checkStart(id: string): void {
    const action = actions.find((one) => one.id === id);
    if (action === undefined) throw new Error("An action that nobody planned was started.");
    expect(action.modes).toContain(mode);
    const { state, starts } = runOf(id);
    expect(state).not.toBe("RUNNING");
    expect(starts).toBeLessThan(1 + action.retries + (wishes.get(id) ?? 0));
    if (state === "UNKNOWN" && action.kind === "LAMBDA") expect(runOf(id).isRetryWanted).toBe(true);
    for (const earlier of actions.filter((one) => one.group < action.group && one.modes.includes(mode))) {
      expect(isOver(earlier, runOf(earlier.id))).toBe(true);
    }
    const fatal = actions.filter((one) => one.onFailure === "ABORT" && one.modes.includes(mode));
    for (const one of fatal) expect(isLost(one, runOf(one.id))).toBe(false);
  }

  function checkEnd(stage: "DONE" | "ABORTED"): void {
    const mine = actions.filter(({ modes }) => modes.includes(mode));
    for (const { id } of actions) expect(runOf(id).state).not.toBe("RUNNING");
    for (const one of actions.filter((action) => !mine.includes(action))) expect(runOf(one.id).starts).toBe(0);
    if (stage === "DONE") for (const one of mine) expect(isOver(one, runOf(one.id))).toBe(true);
    else expect(mine.some((one) => one.onFailure === "ABORT" && isLost(one, runOf(one.id)))).toBe(true);
  }
}

function isLost(action: Parameters<typeof nextActions>[0][number], { state, starts }: ActionRun): boolean {
  return hasFailed(state) && (starts > action.retries || (state === "UNKNOWN" && action.kind === "LAMBDA"));
}

function isOver(action: Parameters<typeof nextActions>[0][number], one: ActionRun): boolean {
  if (one.state === "SUCCEEDED" || one.isAccepted) return true;
  return action.onFailure === "CONTINUE" && isLost(action, one);
}

test("whatever happens, actions keep their order and their retries, never run twice at once, and come to an end", () => {
  const choices = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(planned, fc.constantFrom(...ExecutionType.options), choices, (list, mode, stream) => {
      const actions = list.map((action, place) => ({ ...action, id: `action-${place}` }));
      play(actions, mode, (count) => (stream.next().value ?? 0) % count);
    }),
    { numRuns: 500 },
  );
});

test("neither the order of the actions nor that of their runs makes a difference", () => {
  const state = fc.constantFrom(...ActionState.options);
  fc.assert(
    fc.property(planned, fc.array(state, { minLength: 8, maxLength: 8 }), (list, states) => {
      const actions = list.map((action, place) => ({ ...action, id: `action-${place}` }));
      const runs = actions.map(({ id }, place) => ({ ...newRun(id), state: states[place] ?? "PENDING", starts: 1 }));
      const [one, other] = [
        nextActions(actions, runs, "DRILL"),
        nextActions(actions.toReversed(), runs.toReversed(), "DRILL"),
      ];
      expect(other.start.toSorted()).toEqual(one.start.toSorted());
      expect([other.stage, other.ask.toSorted(), other.failed.toSorted()]).toEqual([
        one.stage,
        one.ask.toSorted(),
        one.failed.toSorted(),
      ]);
    }),
  );
});
