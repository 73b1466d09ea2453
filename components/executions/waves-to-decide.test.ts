import { expect, test } from "vitest";

import { actionRunView, serverView, waveView } from "#lib/domain/testing/execution.ts";

import { decisionCall, decisionNews, taskCall, taskNews, wavesToDecide } from "./waves-to-decide.ts";

const FIRST = waveView({
  number: 5,
  status: "AWAITING_DECISION",
  decisionSince: "2026-11-24T03:00:00.000Z",
  servers: [serverView({ n: 1, status: "FAILED", hostname: "pay-ora-01" })],
});
const SECOND = waveView({
  number: 2,
  name: "Web",
  status: "AWAITING_DECISION",
  decisionSince: "2026-11-24T03:01:00.000Z",
  servers: [serverView({ n: 2, status: "UNHEALTHY" }), serverView({ n: 3, status: "FAILED" })],
});

test("the wave that has waited longest comes first", () => {
  expect(wavesToDecide([waveView({ number: 1 }), SECOND, FIRST]).map((wave) => wave.number)).toEqual([5, 2]);
});

test("the call counts the failed servers, or the waves where none failed", () => {
  expect(decisionCall([FIRST])).toBe("Decide: 1 server failed");
  expect(decisionCall([FIRST, SECOND])).toBe("Decide: 3 servers failed");
  expect(decisionCall([{ ...FIRST, servers: [] }])).toBe("Decide: 1 wave cannot go on");
});

test("what is read out names the wave and the server", () => {
  expect(decisionNews([FIRST])).toBe("Wave 5, Wave 5, needs a decision. pay-ora-01 did not launch.");
  expect(decisionNews([SECOND])).toBe("Wave 2, Web, needs a decision. 2 servers failed.");
  expect(decisionNews([waveView()])).toBe("");
});

test("failed actions and tasks are called by what is to be done about them", () => {
  const pool = actionRunView({ state: "FAILED", tries: 1 });
  const asked = waveView({ number: 3, name: "Web", status: "AWAITING_DECISION", actions: [pool] });
  expect(decisionCall([asked])).toBe("Decide: 1 action failed");
  expect(decisionNews([asked])).toBe("Wave 3, Web, needs a decision. “Start the pool” failed.");
  const task = { instructions: "Do", assignee: null, inputs: [], takenBy: null, escalatesAt: null };
  const waits = waveView({ name: "Web", actions: [actionRunView({ name: "Confirm", task, state: "RUNNING" })] });
  expect(taskCall([waits])).toBe("Do: Confirm");
  expect(taskCall([waits, waits])).toBe("Do: 2 manual tasks");
  expect(taskNews([waits])).toBe("Wave 1, Web, waits for a person: Confirm.");
  expect(taskNews([asked])).toBe("");
});
