import { expect, test } from "vitest";

import { ExecutionStatus } from "#lib/domain/execution-status.ts";
import { executionView, serverView, waveView } from "#lib/domain/testing/execution.ts";

import { cancelWords, pauseWords, stillRunningWords, whyNotCancelled, whyNotPaused } from "./control-words.ts";

const COUNTS = { total: 12, healthy: 1, launched: 2, launching: 3, failed: 0, toGo: 6, skipped: 0 };
const WAVES = [
  waveView({
    number: 1,
    status: "LAUNCHING",
    servers: [serverView({ n: 1, status: "HEALTHY", recoveryInstanceId: "i-1" })],
  }),
  waveView({ number: 2, dependsOn: [1] }),
  waveView({ number: 3, status: "WAITING", dependsOn: [2] }),
];

test("a pause says what waits and that what DRS launches comes up", () => {
  expect(pauseWords(executionView({ waves: WAVES, servers: COUNTS }))).toEqual([
    "6 servers wait until it is resumed.",
    "DRS cannot be stopped: 3 servers it is launching come up.",
    "Health checks of launched servers go on. The recovery time goes on as well.",
  ]);
});

test("a cancel says what stops, what goes on and what is left behind", () => {
  expect(cancelWords(executionView({ waves: WAVES, servers: COUNTS }))).toEqual({
    stops: "6 servers are not launched. Waves 2 and 3 do not start.",
    goesOn: "DRS cannot be stopped: 3 servers it is launching come up.",
    left: "4 recovered servers keep running, and cost, until you terminate them.",
  });
});

test("a cancelled drill with a clean-up keeps its instances only until then", () => {
  const one = executionView({ type: "DRILL", cleanupMinutes: 0, waves: WAVES, servers: { ...COUNTS, launching: 0 } });
  expect(cancelWords(one).left).toBe("1 drill instance keeps running, and costs, until the clean-up at its end.");
});

test("what nobody has launched leaves nothing behind", () => {
  const words = cancelWords(executionView({ waves: [waveView({ number: 1 })] }));
  expect(words).toEqual({
    stops: "No server is left to launch. Wave 1 does not start.",
    goesOn: "DRS is not launching anything right now.",
    left: "Nothing is left behind.",
  });
});

test("while nothing new starts it says what is under way", () => {
  expect(stillRunningWords({ servers: COUNTS })).toBe("DRS is launching 3 servers, 2 servers are being checked.");
  expect(stillRunningWords({ servers: { ...COUNTS, launching: 0, launched: 0 } })).toBe("Nothing is under way.");
});

test.each(ExecutionStatus.options)("in %s every order is possible or says why not", (status) => {
  expect(whyNotPaused(status) === undefined).toBe(status === "RUNNING" || status === "PAUSED");
  const isCancellable = ["PENDING", "AWAITING_APPROVAL", "RUNNING", "PAUSED"].includes(status);
  expect(whyNotCancelled(status) === undefined).toBe(isCancellable);
});
