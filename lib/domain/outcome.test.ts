import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isWaveOver, WaveStatus } from "./execution-status.ts";
import { executionOutcome } from "./outcome.ts";

const wave = fc.record({
  status: fc.constantFrom(...WaveStatus.options.filter(isWaveOver)),
  isContinued: fc.boolean(),
});

function outcomeOf(statuses: readonly WaveStatus[], isContinued = false): string {
  return executionOutcome(statuses.map((status) => ({ status, isContinued })));
}

describe("what an execution came to", () => {
  test.each<[WaveStatus[], string]>([
    [["COMPLETED", "COMPLETED"], "COMPLETED"],
    [["COMPLETED", "PARTIAL"], "PARTIAL"],
    [["COMPLETED", "SKIPPED"], "PARTIAL"],
    [["SKIPPED"], "PARTIAL"],
    [["COMPLETED", "FAILED"], "FAILED"],
    [["FAILED", "CANCELLED"], "FAILED"],
    [["COMPLETED", "CANCELLED"], "FAILED"],
  ])("%s is %s", (waves, outcome) => {
    expect(outcomeOf(waves)).toBe(outcome);
  });

  test("a failure that was accepted leaves it partial, unless nothing else is left", () => {
    expect(outcomeOf(["COMPLETED", "FAILED"], true)).toBe("PARTIAL");
    expect(outcomeOf(["FAILED", "FAILED"], true)).toBe("FAILED");
  });

  test("is completed only when every wave is, and failed when one did not pass", () => {
    fc.assert(
      fc.property(fc.array(wave, { minLength: 1 }), (waves) => {
        const outcome = executionOutcome(waves);
        expect(outcome === "COMPLETED").toBe(waves.every(({ status }) => status === "COMPLETED"));
        const isLost = waves.some((one) => one.status === "CANCELLED" || (one.status === "FAILED" && !one.isContinued));
        if (isLost) expect(outcome).toBe("FAILED");
      }),
    );
  });
});
