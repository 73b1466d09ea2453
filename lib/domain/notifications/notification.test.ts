import fc from "fast-check";
import { expect, test } from "vitest";

import { ExecutionStatus } from "../execution-status.ts";
import { NotificationKind, notificationOf, outcomeOf } from "./notification.ts";

test.each([
  ["execution.started", "EXECUTION_STARTED"],
  ["wave.awaiting-decision", "DECISION_WAITING"],
  ["task.waiting", "TASK_WAITING"],
  ["task.escalated", "TASK_WAITING"],
  ["execution.deadline-at-risk", "DEADLINE_AT_RISK"],
  ["execution.completed", "EXECUTION_ENDED"],
  ["execution.partial", "EXECUTION_ENDED"],
  ["execution.failed", "EXECUTION_ENDED"],
  ["execution.cancelled", "EXECUTION_ENDED"],
  ["cleanup.failed", "CLEANUP_FAILED"],
  ["engine.stopped", "ENGINE_STOPPED"],
])("%s notifies: %s", (event, kind) => {
  expect(notificationOf(event)).toBe(kind);
});

test.each([
  "execution.cancel",
  "execution.running",
  "execution.paused",
  "server.failed",
  "action.started",
  "cleanup.done",
  "wave.failed",
  "constructor",
])("%s notifies nobody", (event) => {
  expect(notificationOf(event)).toBeNull();
});

test("an event has an outcome exactly where it says that the execution ended", () => {
  const kinds = ExecutionStatus.options.map((status) => `execution.${status.toLowerCase()}`);
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...kinds), fc.string()), (event) => {
      expect(outcomeOf(event) !== null).toBe(notificationOf(event) === "EXECUTION_ENDED");
    }),
  );
  expect(outcomeOf("execution.partial")).toBe("PARTIAL");
});

test("whatever a channel can be told of has an event", () => {
  const events = ["execution.started", "wave.awaiting-decision", "task.waiting", "execution.deadline-at-risk"];
  const reached = [...events, "execution.failed", "cleanup.failed", "engine.stopped"].map(notificationOf);
  expect(new Set(reached)).toEqual(new Set(NotificationKind.options));
});
