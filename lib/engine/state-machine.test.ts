import { describe, expect, test } from "vitest";
import { z } from "zod";

import { CLEANUP_STEPS } from "#lib/domain/cleanup-steps.ts";

import { executionDefinition } from "./state-machine.ts";
import { STEPS } from "./steps/steps.ts";

const Retry = z.strictObject({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number(),
  BackoffRate: z.number(),
  MaxAttempts: z.number(),
});

const State = z.object({
  Type: z.enum(["Task", "Choice", "Map", "Succeed"]),
  Resource: z.string().optional(),
  Parameters: z.record(z.string(), z.string()).optional(),
  HeartbeatSeconds: z.number().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(Retry).optional(),
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
  Choices: z.array(z.object({ Variable: z.string(), StringEquals: z.string(), Next: z.string() })).optional(),
  Default: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
});
type State = z.infer<typeof State>;

const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });
type Machine = z.infer<typeof Machine>;

const WithWaves = z.object({
  States: z.object({ Waves: z.object({ ItemProcessor: Machine, MaxConcurrency: z.number() }) }),
});

const SETTINGS = {
  activityArn: "arn:aws:states:eu-west-1:123456789012:activity:drs-orchestrator-1",
  stepHeartbeatSeconds: 60,
  parkedHeartbeatSeconds: 300,
};

const DEFINITION = executionDefinition(SETTINGS);
const OUTER = Machine.parse(JSON.parse(DEFINITION));
const { ItemProcessor: WAVE, MaxConcurrency } = WithWaves.parse(JSON.parse(DEFINITION)).States.Waves;

const STATES = [...Object.entries(OUTER.States), ...Object.entries(WAVE.States)];
const TASKS = STATES.filter(([, state]) => state.Type === "Task");
/** Their tokens are kept in the database. */
const WAITING = ["AwaitTurn", "Launch", "Verify", "AwaitDecision", "Finalize"];
const CHOICES = STATES.filter(([, state]) => state.Type === "Choice");

function nextOf(state: State): string[] {
  return [
    ...(state.Choices ?? []).map((choice) => choice.Next),
    ...(state.Catch ?? []).map((handler) => handler.Next),
    ...[state.Default, state.Next].filter((name) => name !== undefined),
  ];
}

/** Every way through a machine that enters no state twice, as the states that it enters. */
function ways(machine: Machine, from = machine.StartAt, before: readonly string[] = []): string[][] {
  if (before.includes(from)) return [];
  const path = [...before, from];
  const state = machine.States[from];
  if (state === undefined) throw new Error(`There is no state ${from}.`);
  const next = nextOf(state);
  return next.length === 0 ? [path] : next.flatMap((name) => ways(machine, name, path));
}

test("nothing of the template is left open", () => {
  expect(DEFINITION).not.toContain("${");
});

test("the settings of the deployment stand in it as numbers", () => {
  const short = executionDefinition({ ...SETTINGS, stepHeartbeatSeconds: 3, parkedHeartbeatSeconds: 7 });
  const beats = Map.groupBy(short.match(/"HeartbeatSeconds":\d+/g) ?? [], (text) => text);
  expect([...beats].map(([text, all]) => [text, all.length]).sort()).toEqual([
    ['"HeartbeatSeconds":3', TASKS.length - WAITING.length],
    ['"HeartbeatSeconds":7', WAITING.length],
  ]);
});

describe.each(TASKS)("the task %s", (name, task) => {
  test("goes to the activity, with a heartbeat and without a deadline, which would begin anew with every attempt", () => {
    expect(task.Resource).toBe(SETTINGS.activityArn);
    expect(task.HeartbeatSeconds).toBe(WAITING.includes(name) ? 300 : 60);
    expect(task.TimeoutSeconds).toBeUndefined();
  });

  test("is delivered again after infrastructure trouble for as long as it takes", () => {
    expect(task.Retry).toEqual([
      {
        ErrorEquals: ["States.HeartbeatTimeout", "States.Timeout", "Worker.Draining", "Worker.UnknownStep"],
        IntervalSeconds: 1,
        BackoffRate: 1,
        MaxAttempts: 99_999_999,
      },
    ]);
  });

  test("names a step that this worker knows, and carries ids only", () => {
    const { step, ...ids } = task.Parameters ?? {};
    expect([...STEPS.keys()]).toContain(step);
    const wave = name in WAVE.States ? { "wave.$": "$.wave" } : {};
    expect(ids).toEqual({
      "contract.$": "$.contract",
      "executionId.$": "$.executionId",
      "generation.$": "$.generation",
      ...wave,
    });
  });

  test("leads on when it fails, unless it is itself where failures lead", () => {
    const handled = (task.Catch ?? []).map((handler) => handler.ErrorEquals);
    expect(handled).toEqual(name === "StepFailed" || name === "Finalize" ? [] : [["States.ALL"]]);
  });
});

test("every step that the worker knows is used", () => {
  const used = [...TASKS.map(([, task]) => task.Parameters?.["step"]), ...CLEANUP_STEPS];
  expect(used.sort()).toEqual([...STEPS.keys()].sort());
});

test.each(CHOICES)("the choice %s has a default", (_name, choice) => {
  expect(choice.Default).toBeDefined();
});

describe.each([
  ["the execution", OUTER],
  ["a wave", WAVE],
])("%s", (_name, machine) => {
  test("can come to an end from every state", () => {
    for (const state of Object.keys(machine.States)) {
      const ends = ways(machine, state).map((way) => machine.States[way.at(-1) ?? ""]);
      expect([state, ends.some((last) => last?.Type === "Succeed" || last?.End === true)]).toEqual([state, true]);
    }
  });

  test("has no state that no way leads to", () => {
    const reached = new Set([machine.StartAt]);
    for (const name of reached)
      for (const next of nextOf(machine.States[name] ?? { Type: "Succeed" })) reached.add(next);
    expect(reached).toEqual(new Set(Object.keys(machine.States)));
  });
});

test("a wave takes at most 12 transitions from waiting for its turn to its end, and a decision in between", () => {
  expect(WAVE.StartAt).toBe("AwaitTurn");
  expect(new Set(ways(WAVE).map((way) => way.at(-1)))).toEqual(new Set(["WaveOver"]));
  for (const way of ways(WAVE)) if (!way.includes("StepFailed")) expect(way.length).toBeLessThanOrEqual(12);
});

test("a task that is superseded or over does nothing more to its wave", () => {
  for (const [name, choice] of Object.entries(WAVE.States).filter(([, state]) => state.Type === "Choice")) {
    const targets = new Map((choice.Choices ?? []).map(({ StringEquals, Next }) => [StringEquals, Next]));
    expect([name, targets.get("superseded"), targets.get("over")]).toEqual([name, "WaveOver", "WaveOver"]);
  }
});

test("forty waves run side by side", () => {
  expect(MaxConcurrency).toBe(40);
});
