import { describe, expect, test } from "vitest";
import { z } from "zod";

import { CLEANUP_STEPS } from "#lib/domain/cleanup-steps.ts";

import { cleanupDefinition } from "./state-machine.ts";
import { STEPS } from "./steps/steps.ts";

const Task = z.strictObject({
  Type: z.literal("Task"),
  Resource: z.string(),
  Parameters: z.record(z.string(), z.string()),
  HeartbeatSeconds: z.number(),
  Retry: z.array(z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() })),
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string(), ResultPath: z.string() })),
  ResultPath: z.string(),
  Next: z.string(),
});
const Choice = z.strictObject({
  Type: z.literal("Choice"),
  Choices: z.array(z.object({ Variable: z.string(), StringEquals: z.string(), Next: z.string() })),
  Default: z.string(),
});
const Machine = z.object({
  StartAt: z.string(),
  States: z.strictObject({
    AwaitDue: Task,
    DueCame: Choice,
    Terminate: Task,
    Sweep: Task,
    CleanupOver: z.object({ Type: z.literal("Succeed") }),
  }),
});

const DEFINITION = cleanupDefinition({
  activityArn: "arn:aws:states:eu-west-1:123456789012:activity:drs-orchestrator-1",
  stepHeartbeatSeconds: 60,
  parkedHeartbeatSeconds: 300,
});
const { StartAt, States } = Machine.parse(JSON.parse(DEFINITION));
const TASKS = [
  { name: "AwaitDue", task: States.AwaitDue, step: "await-due", next: "Terminate" },
  { name: "Terminate", task: States.Terminate, step: "terminate", next: "Sweep" },
  { name: "Sweep", task: States.Sweep, step: "sweep-leftovers", next: "CleanupOver" },
];

test("nothing of the template is left open", () => {
  expect(DEFINITION).not.toContain("${");
});

test("a clean-up waits until it is due, terminates, looks what is left, and ends", () => {
  expect(StartAt).toBe("AwaitDue");
  expect([States.AwaitDue.Next, States.DueCame.Default]).toEqual(["DueCame", "Terminate"]);
  expect([States.Terminate.Next, States.Sweep.Next]).toEqual(["Sweep", "CleanupOver"]);
});

test.each(["over", "superseded"])("one that is %s before it is due ends there", (outcome) => {
  const choice = States.DueCame.Choices.find((each) => each.StringEquals === outcome);
  expect(choice).toEqual({ Variable: "$.due.outcome", StringEquals: outcome, Next: "CleanupOver" });
});

describe.each(TASKS)("the task $name", ({ task, step, next }) => {
  test("goes to the activity with ids only, and is a step that the worker knows", () => {
    expect(task.Resource).toContain(":activity:");
    expect(task.Parameters).toEqual({
      "contract.$": "$.contract",
      "executionId.$": "$.executionId",
      "cleanup.$": "$.cleanup",
      step,
    });
    expect([...STEPS.keys()]).toContain(step);
  });

  test("waits with a kept token, is delivered again for as long as it takes, and leads on when it fails", () => {
    expect(task.HeartbeatSeconds).toBe(300);
    expect(task.Retry[0]?.ErrorEquals).toContain("Worker.UnknownStep");
    expect(task.Retry[0]?.MaxAttempts).toBeGreaterThan(1_000_000);
    expect(task.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }]);
  });
});

test("every step of a clean-up is used", () => {
  expect(TASKS.map(({ step }) => step)).toEqual([...CLEANUP_STEPS]);
});
