import { expect, test } from "vitest";

import { executionView, serverView, waveView } from "#lib/domain/testing/execution.ts";
import type { ExecutionServerView, Leftover } from "#lib/domain/execution.ts";

import { cleanupConsequences, cleanupProgress, costWords, protectionWords, stillThereWords } from "./cleanup-words.ts";

function ended(type: "DRILL" | "RECOVERY", servers: ExecutionServerView[]) {
  return executionView({ type, status: "COMPLETED", waves: [waveView({ servers })] });
}

const RUNS = serverView({ n: 1, status: "HEALTHY", recoveryInstanceId: "i-1" });
const GONE = serverView({ n: 2, status: "TERMINATED", recoveryInstanceId: "i-2" });
const NEVER = serverView({ n: 3, status: "SKIPPED" });

test("progress counts what was launched, not what was skipped", () => {
  expect(cleanupProgress(ended("DRILL", [RUNS, GONE, NEVER]))).toEqual({ gone: 1, total: 2 });
});

test("what runs is said with its cost", () => {
  expect(stillThereWords(ended("DRILL", [RUNS, GONE]))).toBe("1 drill instance runs, and costs, until terminated");
  expect(stillThereWords(ended("DRILL", [GONE]))).toBe("No instance of it is known to run");
  expect(stillThereWords(ended("RECOVERY", [RUNS, GONE]))).toBe("1 recovered server runs");
});

test("cleaning up a recovery says that its data is lost", () => {
  const [first, second] = cleanupConsequences(ended("RECOVERY", [RUNS, { ...RUNS, sourceServerId: "s-2" }]));
  expect(first).toBe("2 recovered servers are terminated, with the volumes that go with them.");
  expect(second).toContain("what they wrote since is lost");
});

test("costs are added where they are known", () => {
  const leftover: Leftover = {
    kind: "volume",
    id: "vol-1",
    accountId: "111122223333",
    region: "us-west-2",
    state: "available",
    hostname: null,
    since: null,
    costSoFarUsd: 1.2,
    costPerHourUsd: null,
    url: "https://example.com",
  };
  expect(costWords([leftover, { ...leftover, costSoFarUsd: null }])).toBe("1.20 USD so far");
  expect(costWords([{ ...leftover, costSoFarUsd: null }])).toBeNull();
});

test("termination protection counts what runs of a recovery, with AWS's words where it was refused", () => {
  const done = { ...RUNS, protection: { at: "2026-11-24T04:00:00.000Z", error: null } };
  const refused = serverView({
    n: 4,
    hostname: "pay-ora-01",
    status: "HEALTHY",
    recoveryInstanceId: "i-4",
    protection: { at: null, error: "UnauthorizedOperation" },
  });
  expect(protectionWords(ended("RECOVERY", [done, refused, GONE, NEVER]))).toEqual({
    title: "Termination protection: 1 of 2 protected",
    detail: "Not protected: pay-ora-01. Another launch would terminate it.",
    errors: ["pay-ora-01: UnauthorizedOperation"],
    isComplete: false,
  });
  expect(protectionWords(ended("RECOVERY", [done]))).toMatchObject({ isComplete: true });
  const coming = { ...RUNS, healthyAt: "2026-11-24T03:07:00.000Z" };
  const { detail } = protectionWords(ended("RECOVERY", [coming, done])) ?? {};
  expect(detail).toBe("It is being switched on for server-1.");
  expect(protectionWords(ended("RECOVERY", [GONE, NEVER]))).toBeNull();
  expect(protectionWords(ended("DRILL", [RUNS]))).toBeNull();
});
