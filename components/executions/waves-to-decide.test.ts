import { expect, test } from "vitest";

import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { decisionCall, decisionNews, wavesToDecide } from "./waves-to-decide.ts";

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
