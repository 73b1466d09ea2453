import { describe, expect, test } from "vitest";

import { ControlExecutionInput, ExecutionQuery, StartExecutionInput } from "./execution-input.ts";
import { EventQuery, isAtRest, JobLogQuery } from "./execution.ts";
import { executionView, serverView, waveView } from "./testing/execution.ts";

const START = { planId: "5f0c1d7e-6a7b-4c8d-9e0f-1a2b3c4d5e6f", type: "DRILL" };

test("a start needs a plan and says whether it is a drill or a recovery", () => {
  expect(StartExecutionInput.parse(START)).toEqual({ ...START, comment: null });
});

test.each(["2026-10-01T12:00:00Z", "2026-10-01T12:00:00.5+02:00", null, undefined])(
  "an incident may be declared at %s",
  (incidentAt) => {
    expect(StartExecutionInput.safeParse({ ...START, incidentAt }).success).toBe(true);
  },
);

test.each([
  { planId: "erp" },
  { planId: undefined },
  { type: "FAILBACK" },
  { type: "drill" },
  { type: undefined },
  { comment: "x".repeat(2001) },
  { comment: 7 },
  { incidentAt: "yesterday" },
  { incidentAt: "2026-10-01" },
  { incidentAt: "2026-10-01T12:00:00" },
  { incidentAt: 1_790_000_000 },
  { confirm: "x".repeat(401) },
  { confirm: null },
  { isDrill: true },
])("a start is refused with %j", (facts) => {
  expect(StartExecutionInput.safeParse({ ...START, ...facts }).success).toBe(false);
});

test("a control takes a comment and nothing else", () => {
  expect(ControlExecutionInput.parse({ comment: " Wrong plan " })).toEqual({ comment: "Wrong plan" });
  expect(ControlExecutionInput.parse({})).toEqual({ comment: null });
  expect(ControlExecutionInput.safeParse({ force: true }).success).toBe(false);
});

describe("queries refuse what they do not know", () => {
  test.each([
    { planId: "erp" },
    { status: "DONE" },
    { type: "FAILBACK" },
    { active: "1" },
    { limit: "201" },
    { plan: "x" },
  ])("executions: %j", (query) => {
    expect(ExecutionQuery.safeParse(query).success).toBe(false);
  });

  test.each([{ after: "-1" }, { after: "1.5" }, { after: "x" }, { limit: "0" }, { limit: "201" }, { since: "1" }])(
    "events: %j",
    (query) => {
      expect(EventQuery.safeParse(query).success).toBe(false);
    },
  );

  test.each([{ wave: "0" }, { wave: "x" }, { sourceServerId: "x".repeat(41) }, { limit: "1000" }, { job: "x" }])(
    "job log: %j",
    (query) => {
      expect(JobLogQuery.safeParse(query).success).toBe(false);
    },
  );
});

test("events are read from the start, a hundred at a time, unless told otherwise", () => {
  expect(EventQuery.parse({})).toEqual({ after: 0, limit: 100 });
  expect(EventQuery.parse({ after: "41", limit: "200" })).toEqual({ after: 41, limit: 200 });
});

test("an ended execution is at rest when its instances are neither terminated nor protected any more", () => {
  const asOf = "2026-11-24T03:20:00.000Z";
  const healthy = { status: "HEALTHY", recoveryInstanceId: "i-1", healthyAt: "2026-11-24T03:10:00.000Z" } as const;
  const waves = [waveView({ servers: [serverView({ ...healthy, protection: null })] })];
  const drill = executionView({ status: "COMPLETED", type: "DRILL", waves, asOf });
  expect(isAtRest(drill)).toBe(true);
  expect(isAtRest({ ...drill, status: "RUNNING" })).toBe(false);
  expect(isAtRest({ ...drill, cleanup: { ...drill.cleanup, status: "SCHEDULED" } })).toBe(false);
  expect(isAtRest({ ...drill, type: "RECOVERY" })).toBe(false);
  expect(isAtRest({ ...drill, type: "RECOVERY", asOf: "2026-11-25T03:20:00.000Z" })).toBe(true);
});
