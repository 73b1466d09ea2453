import { expect, test } from "vitest";

import type { ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";
import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { serverActions, serverActionWords } from "./server-actions.ts";

test.each<[WaveStatus, ServerStatus, string[]]>([
  ["PENDING", "PENDING", ["skip"]],
  ["LAUNCHING", "QUEUED", ["skip"]],
  ["LAUNCHING", "LAUNCHING", []],
  ["LAUNCHING", "FAILED", ["retry", "skip"]],
  ["AWAITING_DECISION", "UNHEALTHY", ["retry", "skip"]],
  ["PARTIAL", "FAILED", ["retry"]],
  ["FAILED", "FAILED", []],
  ["CANCELLED", "PENDING", []],
  ["COMPLETED", "HEALTHY", []],
])("in a wave %s a server %s can be: %j", (wave, server, actions) => {
  expect(serverActions(waveView({ status: wave }), serverView({ status: server }))).toEqual(actions);
});

test("a failed wave that was continued still lets its servers be retried", () => {
  const wave = waveView({ status: "FAILED", isContinued: true });
  expect(serverActions(wave, serverView({ status: "FAILED" }))).toEqual(["retry"]);
});

test("a retry says which instance it terminates", () => {
  const server = serverView({ status: "UNHEALTHY", recoveryInstanceId: "i-1", attempts: 1 });
  expect(serverActionWords("retry", server, waveView())[0]).toBe(
    "i-1 of server-1 is terminated and launched anew, as attempt 2.",
  );
  expect(serverActionWords("skip", server, waveView()).at(-1)).toContain("i-1 keeps running");
});
