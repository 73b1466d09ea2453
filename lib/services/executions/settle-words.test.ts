import { expect, test } from "vitest";

import type { ExecutionWave, TalliedServer } from "#lib/db/executions.ts";
import type { ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";

import { reasonFor } from "./settle-words.ts";

const AT = new Date("2026-11-24T03:08:00.000Z");

function wave(fields: Partial<ExecutionWave> = {}): ExecutionWave {
  return {
    executionId: "7f3a91c2-0000-4000-8000-000000000000",
    number: 2,
    name: "Web",
    dependsOn: [1],
    groups: [],
    onFailure: "ASK",
    passPercent: 100,
    automaticRetries: 0,
    launchTimeoutMinutes: 180,
    healthTimeoutMinutes: 45,
    health: null,
    status: "LAUNCHING",
    reason: null,
    continuedAt: null,
    trouble: null,
    decisionSince: null,
    startedAt: AT,
    endedAt: null,
    ...fields,
  };
}

function servers(...statuses: ServerStatus[]): TalliedServer[] {
  return statuses.map((status) => ({ waveNumber: 2, status, isCritical: true }));
}

function reason(status: WaveStatus, ...statuses: ServerStatus[]): string | null {
  return reasonFor(wave(), { status, servers: servers(...statuses), blocker: undefined, failedActions: [] });
}

test.each<[WaveStatus, ServerStatus[], string]>([
  ["AWAITING_DECISION", ["FAILED"], "The server failed."],
  ["AWAITING_DECISION", ["FAILED", "HEALTHY"], "1 of 2 servers failed."],
  ["AWAITING_DECISION", ["FAILED", "UNHEALTHY", "HEALTHY"], "2 of 3 servers failed."],
  ["FAILED", ["FAILED"], "The server is not healthy."],
  ["FAILED", ["FAILED", "UNHEALTHY"], "0 of 2 servers are healthy."],
  ["PARTIAL", ["HEALTHY", "FAILED"], "1 of 2 servers is healthy."],
  ["PARTIAL", ["HEALTHY", "HEALTHY", "FAILED"], "2 of 3 servers are healthy."],
])("a wave that is %s with servers %j: %s", (status, statuses, words) => {
  expect(reason(status, ...statuses)).toBe(words);
});

test("trouble and the wave in the way say more than a count", () => {
  const about = { status: "FAILED", servers: servers("FAILED"), failedActions: [] } as const;
  expect(reasonFor(wave({ trouble: "The plan names no group." }), { ...about, blocker: undefined })).toBe(
    "The plan names no group.",
  );
  expect(reasonFor(wave(), { ...about, blocker: wave({ number: 1, name: "Databases" }) })).toBe(
    'Wave 1 "Databases" did not pass.',
  );
});

test("a wave whose status says everything has no reason", () => {
  expect(reason("COMPLETED", "HEALTHY")).toBeNull();
  expect(reason("LAUNCHING", "LAUNCHING")).toBeNull();
  expect(reason("SKIPPED", "SKIPPED")).toBe("Every server of it was skipped.");
});
