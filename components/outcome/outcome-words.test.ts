import { describe, expect, test } from "vitest";

import { outcomeReport } from "#lib/domain/outcome-report/outcome-report.ts";
import type { ExecutionRow, ServerRow } from "#lib/domain/outcome-report/outcome-rows.ts";
import { actionRow, at, executionRow, outcomeInput, serverRow, waveRow } from "#lib/domain/testing/outcome-rows.ts";

import {
  changeWords,
  outcomeDetail,
  outcomeHeadline,
  rpoNote,
  rtoNote,
  serverNote,
  targetWords,
} from "./outcome-words.ts";

function report(servers: ServerRow[], execution: Partial<ExecutionRow> = {}) {
  return outcomeReport(outcomeInput({ servers, execution: executionRow(execution) }));
}

const FAILED = { status: "FAILED", launchedAt: null, healthyAt: null } as const;
const SKIPPED = { status: "SKIPPED", launchedAt: null, healthyAt: null } as const;

describe("the sentence that an outcome opens with", () => {
  test.each([
    ["All 2 servers recovered in 20:00.", [serverRow("a"), serverRow("b")], {}],
    ["The server recovered in 20:00, 10 min inside the target.", [serverRow("a")], { rtoMinutes: 30 }],
    ["The server recovered in 20:00, 5 min over the target.", [serverRow("a")], { rtoMinutes: 15 }],
    [
      "1 of 2 servers recovered in 20:00, 10 min inside the target.",
      [serverRow("a"), serverRow("b", { ...FAILED, isCritical: false })],
      { rtoMinutes: 30 },
    ],
    ["1 of 2 servers did not recover.", [serverRow("a"), serverRow("b", FAILED)], { rtoMinutes: 30 }],
    [
      "The critical server did not recover.",
      [serverRow("a", { isCritical: false }), serverRow("b", FAILED)],
      { rtoMinutes: 30 },
    ],
    ["The server recovered.", [serverRow("a", { healthyAt: null, status: "HEALTHY" })], {}],
    ["No server was to be launched.", [], {}],
  ])("is: %s", (words, servers, execution) => {
    expect(outcomeHeadline(report(servers, execution))).toBe(words);
  });
});

test("the rest is said in sentences: who failed, was left out or never healthy, and what did not start", () => {
  const made = outcomeReport(
    outcomeInput({
      waves: [waveRow(), waveRow({ number: 2, name: "Front", status: "CANCELLED", startedAt: null, endedAt: null })],
      servers: [
        serverRow("a", { usedPreviousSnapshot: true }),
        serverRow("b", { ...FAILED, isCritical: false }),
        serverRow("c", { status: "UNHEALTHY", healthyAt: null, isCritical: false }),
        serverRow("d", { ...SKIPPED, isCritical: false }),
      ],
    }),
  );
  const execution = { status: "CANCELLED" } as Parameters<typeof outcomeDetail>[0]["execution"];
  expect(outcomeDetail({ report: made, execution })).toBe(
    "It was cancelled before its end. host-b (optional) did not launch. host-c (optional) was launched but never healthy. host-d (optional) was skipped. Wave 2 Front did not start. Everything critical is healthy. 1 server was launched from an earlier snapshot.",
  );
});

test("a failed action is not hidden behind recovered servers, nor one that never ran", () => {
  const failed = actionRow({ name: "Start the pool", state: "FAILED", tries: 1 });
  const never = actionRow({ name: "Next", state: "CANCELLED", tries: 0 });
  const made = outcomeReport(outcomeInput({ servers: [serverRow("a")], actions: [failed, never] }));
  expect(outcomeHeadline(made)).toBe("The server recovered in 20:00, but “Start the pool” failed.");
  const execution = { status: "PARTIAL" } as Parameters<typeof outcomeDetail>[0]["execution"];
  expect(outcomeDetail({ report: made, execution })).toBe("1 action did not run.");
});

describe("targets", () => {
  test.each([
    [{ verdict: "MET" }, 45, { look: "met", words: "Target 45:00 met" }],
    [
      { verdict: "MISSED", bySeconds: 90, isAtLeast: false },
      45,
      { look: "missed", words: "Target 45:00 missed by 1 min 30 s" },
    ],
    [
      { verdict: "MISSED", bySeconds: 60, isAtLeast: true },
      45,
      { look: "missed", words: "Target 45:00 missed by at least 1 min" },
    ],
    [{ verdict: "UNKNOWN" }, 45, { look: "unknown", words: "Target 45:00: not known" }],
    [{ verdict: "NO_TARGET" }, null, null],
  ] as const)("%j of %s minutes", (target, minutes, words) => {
    expect(targetWords(target, minutes)).toEqual(words);
  });

  test("stand with where they count from, or why there is no time", () => {
    expect(rtoNote(report([serverRow("a")]))).toBe("Clock from the start");
    expect(rtoNote(report([serverRow("a")], { incidentAt: at(-5) }))).toBe("Clock from incident declared");
    expect(rtoNote(report([serverRow("a"), serverRow("b", FAILED)]))).toBe("1 of 2 critical servers recovered");
    expect(rtoNote(report([serverRow("a", { isCritical: false })]))).toBe("No server of it is critical");
  });

  test("of data loss tell the median, and of how many servers it is not known", () => {
    const made = report([serverRow("a"), serverRow("b", { snapshotAt: at(-9) }), serverRow("c", { snapshotAt: null })]);
    expect(rpoNote(made.achieved.rpo, made)).toBe("Median 7:00, not known of 1 server");
    const failed = report([serverRow("a", FAILED)]);
    expect(rpoNote(failed.achieved.rpo, failed)).toBe("No server recovered");
  });
});

test("a difference carries a sign", () => {
  expect([333, -42, 0.2, null].map(changeWords)).toEqual(["+5:33", "−0:42", "0:00", "—"]);
});

test("a server's note says what is out of the ordinary", () => {
  const [first] = report([
    serverRow("a", { ...SKIPPED, attempts: 2, usedPreviousSnapshot: true, skippedBy: "Mara", reason: "Can wait." }),
  ]).criticalServers;
  expect(first === undefined ? "" : serverNote(first)).toBe(
    "2 attempts, previous snapshot used, skipped by Mara: Can wait.",
  );
});
