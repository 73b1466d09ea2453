import { existsSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY } from "../stack/repository.ts";

/** What a step runs, with node; `count` says where it leaves the number of its tests. */
export type Step = {
  name: string;
  what: string;
  command: string[];
  count?: "vitest" | "playwright";
  needs?: "browser" | "build";
};

const modules = (path: string): string => join("node_modules", path);
const LAYERED = ["app", "components", "lib", "simulator", "worker", "scripts", "e2e", "bench", "proxy.ts"];

function vitest(name: string, what: string): Step {
  return { name, what, command: [modules("vitest/vitest.mjs"), "run", "--project", name], count: "vitest" };
}

function layersCommand(): string[] {
  const folders = LAYERED.filter((each) => existsSync(join(REPOSITORY, each)));
  const cruise = modules("dependency-cruiser/bin/dependency-cruise.mjs");
  return [cruise, "--config", ".dependency-cruiser.mjs", "--output-type", "err", ...folders];
}

const STEPS: Step[] = [
  {
    name: "lint",
    what: "ESLint with types",
    command: [
      modules("eslint/bin/eslint.js"),
      ".",
      "--cache",
      "--cache-strategy=content",
      "--cache-location=.cache/eslint/",
      "--max-warnings=0",
    ],
  },
  { name: "types", what: "TypeScript", command: [modules("typescript/bin/tsc"), "--noEmit", "-p", "."] },
  {
    name: "format",
    what: "Prettier",
    command: [modules("prettier/bin/prettier.cjs"), "--check", "--cache", "--cache-location", ".cache/prettier", "."],
  },
  { name: "layers", what: "who may import whom", command: layersCommand() },
  { name: "unused", what: "files, exports and dependencies that nothing uses", command: [modules("knip/bin/knip.js")] },
  vitest("unit", "pure code"),
  vitest("simulator", "the AWS simulator"),
  vitest("db", "real PostgreSQL"),
  { name: "build", what: "the console as production runs it", command: ["scripts/build.ts"] },
  vitest("engine", "real worker, state machine and simulator"),
  {
    name: "e2e",
    what: "a person in Chromium",
    command: [modules("@playwright/test/cli.js"), "test"],
    count: "playwright",
    needs: "browser",
  },
  vitest("scripts", "the commands themselves"),
];

/** Steps side by side as far as two cores go; one of a later group begins when the earlier groups have ended. */
const GROUPS = [
  ["lint", "types", "format", "layers", "unused", "unit", "simulator"],
  ["build", "db"],
  ["engine"],
  ["e2e"],
  ["scripts"],
];

/** The steps to run, in groups. */
export function stepsOf(names: readonly string[]): Step[][] {
  return GROUPS.map((group) => group.filter((name) => names.includes(name)))
    .map((group) => STEPS.filter(({ name }) => group.includes(name)))
    .filter((group) => group.length > 0);
}
