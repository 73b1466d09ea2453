import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { baseEnvironment } from "../stack/environment.ts";
import { describeError } from "../stack/failure.ts";
import { startProcess, type Environment } from "../stack/process.ts";
import { REPOSITORY } from "../stack/repository.ts";
import { findBrowser } from "./browser.ts";
import { readCounts, type Counts } from "./counts.ts";
import type { Step } from "./steps.ts";

export type Result = Counts & { name: string; isGreen: boolean; seconds: number; output: string };

const FOLDER = join(REPOSITORY, ".cache/test");

/** Runs one step to its end. A step that fails without a failed test counts as one. */
export async function runStep(step: Step, signal: AbortSignal): Promise<Result> {
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const logFile = join(FOLDER, `${step.name}.log`);
  const reportFile = join(FOLDER, `${step.name}.json`);
  mkdirSync(FOLDER, { recursive: true });
  for (const file of [logFile, reportFile]) rmSync(file, { force: true });
  try {
    const env = { ...baseEnvironment(), NODE_ENV: "test", ...(await extraEnvironment(step, reportFile)) };
    const args = [...step.command, ...reporters(step, reportFile)];
    const running = await startProcess({ name: step.name, command: process.execPath, args, env, logFile, signal });
    const { code } = await running.exited;
    const counts = step.count === undefined ? { passed: 0, failed: 0 } : readCounts(reportFile, step.count);
    const isGreen = code === 0 && counts.failed === 0;
    const failed = isGreen ? 0 : Math.max(1, counts.failed);
    return {
      name: step.name,
      isGreen,
      passed: counts.passed,
      failed,
      seconds: seconds(),
      output: readFileSync(logFile, "utf8"),
    };
  } catch (error) {
    return { name: step.name, isGreen: false, passed: 0, failed: 1, seconds: seconds(), output: describeError(error) };
  }
}

function reporters({ count }: Step, reportFile: string): string[] {
  if (count === "vitest") return ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  return count === "playwright" ? ["--reporter=list,json"] : [];
}

async function extraEnvironment(step: Step, reportFile: string): Promise<Environment> {
  if (step.needs !== "browser") return {};
  return { PLAYWRIGHT_CHROMIUM_PATH: await findBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile };
}
