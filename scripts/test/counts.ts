import { existsSync, readFileSync } from "node:fs";

import { z } from "zod";

export type Counts = { passed: number; failed: number };

const Vitest = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const Playwright = z.object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) });

/** What a test runner counted; nothing when it did not get that far. */
export function readCounts(file: string, runner: "vitest" | "playwright"): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const report: unknown = JSON.parse(readFileSync(file, "utf8"));
  switch (runner) {
    case "vitest": {
      const { numPassedTests, numFailedTests } = Vitest.parse(report);
      return { passed: numPassedTests, failed: numFailedTests };
    }
    case "playwright": {
      const { expected, unexpected, flaky } = Playwright.parse(report).stats;
      return { passed: expected, failed: unexpected + flaky };
    }
  }
}
