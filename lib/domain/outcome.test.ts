import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isServerSettled, isWaveOver, ServerStatus, WaveStatus } from "./execution-status.ts";
import { executionOutcome, waveOutcome } from "./outcome.ts";

const settled = fc.constantFrom(...ServerStatus.options.filter(isServerSettled));
const over = fc.constantFrom(...WaveStatus.options.filter(isWaveOver));

describe("what a wave came to", () => {
  test.each<[ServerStatus[], string]>([
    [["HEALTHY"], "COMPLETED"],
    [["HEALTHY", "HEALTHY"], "COMPLETED"],
    [["HEALTHY", "SKIPPED"], "PARTIAL"],
    [["SKIPPED", "SKIPPED"], "SKIPPED"],
    [["HEALTHY", "FAILED"], "FAILED"],
    [["HEALTHY", "UNHEALTHY"], "FAILED"],
    [["HEALTHY", "TERMINATED"], "FAILED"],
    [["SKIPPED", "FAILED"], "FAILED"],
    [["FAILED", "FAILED"], "FAILED"],
  ])("%s is %s", (servers, outcome) => {
    expect(waveOutcome(servers)).toBe(outcome);
  });

  test.each(ServerStatus.options)("a server that is %s never lets its wave complete unless it is healthy", (status) => {
    expect(waveOutcome(["HEALTHY", status]) === "COMPLETED").toBe(status === "HEALTHY");
  });

  test("does not depend on the order of the servers", () => {
    fc.assert(
      fc.property(fc.array(settled), (servers) => waveOutcome(servers) === waveOutcome([...servers].reverse())),
    );
  });

  test("one more server that is not healthy never makes it better", () => {
    const worth = { COMPLETED: 3, PARTIAL: 2, SKIPPED: 1, FAILED: 0 };
    fc.assert(
      fc.property(fc.array(settled, { minLength: 1 }), settled, (servers, more) => {
        fc.pre(more !== "HEALTHY");
        return worth[waveOutcome([...servers, more])] <= worth[waveOutcome(servers)];
      }),
    );
  });

  test("is failed exactly when a server is neither healthy nor skipped", () => {
    fc.assert(
      fc.property(fc.array(settled), (servers) => {
        const isLost = servers.some((status) => status !== "HEALTHY" && status !== "SKIPPED");
        expect(waveOutcome(servers) === "FAILED").toBe(isLost);
      }),
    );
  });
});

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
    expect(executionOutcome(waves)).toBe(outcome);
  });

  test("is completed only when every wave is, and failed when one did not pass", () => {
    fc.assert(
      fc.property(fc.array(over, { minLength: 1 }), (waves) => {
        const outcome = executionOutcome(waves);
        expect(outcome === "COMPLETED").toBe(waves.every((status) => status === "COMPLETED"));
        expect(outcome === "FAILED").toBe(waves.some((status) => status === "FAILED" || status === "CANCELLED"));
      }),
    );
  });
});
