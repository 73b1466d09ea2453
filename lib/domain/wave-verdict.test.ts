import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NO_ACTIONS } from "./actions/wave-actions.ts";
import { isServerProblem, isServerSettled, isWaveOver, ServerStatus } from "./execution-status.ts";
import { OnFailure } from "./wave-policy.ts";
import { type JudgedServer, type JudgedWave, waveVerdict } from "./wave-verdict.ts";

const ASK: JudgedWave = {
  onFailure: "ASK",
  passPercent: 100,
  isContinued: false,
  hasTrouble: false,
  before: NO_ACTIONS,
  after: NO_ACTIONS,
};

/** `HEALTHY FAILED? …`: a question mark makes a server optional. */
function servers(text: string): JudgedServer[] {
  return text.split(" ").map((word) => ({
    status: ServerStatus.parse(word.replace("?", "")),
    isCritical: !word.endsWith("?"),
  }));
}

describe("a wave by its servers", () => {
  test.each([
    ["HEALTHY HEALTHY", "COMPLETED"],
    ["HEALTHY SKIPPED", "PARTIAL"],
    ["SKIPPED SKIPPED", "SKIPPED"],
    ["HEALTHY FAILED?", "PARTIAL"],
    ["FAILED? FAILED?", "PARTIAL"],
    ["HEALTHY TERMINATED", "PARTIAL"],
    ["HEALTHY QUEUED", "LAUNCHING"],
    ["HEALTHY LAUNCHING", "LAUNCHING"],
    ["HEALTHY LAUNCHED", "VERIFYING"],
    ["FAILED LAUNCHING", "AWAITING_DECISION"],
    ["UNHEALTHY HEALTHY", "AWAITING_DECISION"],
    ["FAILED? LAUNCHING", "LAUNCHING"],
  ])("%s is %s", (text, status) => {
    expect(waveVerdict(ASK, servers(text)).status).toBe(status);
  });
});

describe("a wave that cannot pass", () => {
  test.each<[OnFailure, string, string]>([
    ["ASK", "HEALTHY FAILED", "AWAITING_DECISION"],
    ["CONTINUE", "HEALTHY FAILED", "PARTIAL"],
    ["CONTINUE", "LAUNCHED FAILED", "VERIFYING"],
    ["CONTINUE", "FAILED FAILED", "FAILED"],
    ["ABORT", "HEALTHY FAILED", "FAILED"],
    ["ABORT", "LAUNCHING FAILED", "FAILED"],
  ])("under %s with %s is %s", (onFailure, text, status) => {
    expect(waveVerdict({ ...ASK, onFailure }, servers(text)).status).toBe(status);
  });

  test("is accepted when a person continued, whatever the policy", () => {
    for (const onFailure of OnFailure.options) {
      const verdict = waveVerdict({ ...ASK, onFailure, isContinued: true }, servers("HEALTHY FAILED"));
      expect(verdict).toMatchObject({ status: "PARTIAL", isAccepted: true });
    }
  });

  test.each([
    [75, "HEALTHY HEALTHY HEALTHY FAILED", "PARTIAL"],
    [76, "HEALTHY HEALTHY HEALTHY FAILED", "AWAITING_DECISION"],
    [50, "LAUNCHING FAILED", "LAUNCHING"],
    [50, "HEALTHY FAILED FAILED?", "PARTIAL"],
    [1, "FAILED FAILED", "AWAITING_DECISION"],
  ])("needs %i percent of its critical servers: %s is %s", (passPercent, text, status) => {
    expect(waveVerdict({ ...ASK, passPercent }, servers(text)).status).toBe(status);
  });

  test("asks when a step of it could not be carried out, although its servers are well", () => {
    expect(waveVerdict({ ...ASK, hasTrouble: true }, servers("HEALTHY")).status).toBe("AWAITING_DECISION");
  });
});

const anyServer = fc.record({ status: fc.constantFrom(...ServerStatus.options), isCritical: fc.boolean() });
const anyWave = fc.record({
  onFailure: fc.constantFrom(...OnFailure.options),
  passPercent: fc.integer({ min: 1, max: 100 }),
  isContinued: fc.boolean(),
  hasTrouble: fc.boolean(),
  before: fc.constant(NO_ACTIONS),
  after: fc.constant(NO_ACTIONS),
});

test("a wave is over only when nothing of it is open, unless its policy aborts it", () => {
  fc.assert(
    fc.property(anyWave, fc.array(anyServer, { minLength: 1 }), (wave, all) => {
      const { status, isFailing, isAccepted } = waveVerdict(wave, all);
      if (isWaveOver(status) && !(isFailing && !isAccepted)) {
        expect(all.every((server) => isServerSettled(server.status))).toBe(true);
      }
      if (status === "COMPLETED") expect(all.every((server) => server.status === "HEALTHY")).toBe(true);
    }),
  );
});

test("a person is asked only where a critical server failed or a step did, and never about an optional one", () => {
  fc.assert(
    fc.property(anyWave, fc.array(anyServer, { minLength: 1 }), (wave, all) => {
      const isLost = all.some((server) => server.isCritical && isServerProblem(server.status));
      if (waveVerdict(wave, all).status === "AWAITING_DECISION") expect(isLost || wave.hasTrouble).toBe(true);
    }),
  );
});

test("a retry of every failed server takes a wave out of its decision, whatever its policy", () => {
  fc.assert(
    fc.property(anyWave, fc.array(anyServer, { minLength: 1 }), (wave, all) => {
      const retried = all.map((server) =>
        isServerProblem(server.status) ? { ...server, status: "QUEUED" as const } : server,
      );
      const { status } = waveVerdict({ ...wave, hasTrouble: false }, retried);
      expect(status).not.toBe("AWAITING_DECISION");
    }),
  );
});
