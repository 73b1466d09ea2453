import { defineConfig } from "vitest/config";

const NOT_OURS = ["**/node_modules/**", ".next/**", ".demo/**", ".cache/**", "infra/**"];
const DATABASE_TESTS = "**/*.db.test.ts";
const ENGINE_TESTS = "**/*.engine.test.ts";
const SIMULATOR_TESTS = "{simulator/**/*,**/*.simulator}.test.ts";
const STACK_TESTS = "scripts/**/*.test.ts";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...NOT_OURS, DATABASE_TESTS, ENGINE_TESTS, SIMULATOR_TESTS, STACK_TESTS, "e2e/**"],
        },
      },
      {
        test: { name: "simulator", include: [SIMULATOR_TESTS], exclude: NOT_OURS, testTimeout: 30_000 },
      },
      {
        test: {
          name: "db",
          include: [DATABASE_TESTS],
          exclude: NOT_OURS,
          globalSetup: "scripts/testing/global-database.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "engine",
          include: [ENGINE_TESTS],
          exclude: NOT_OURS,
          globalSetup: "scripts/testing/global-database.ts",
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Processes are started, killed and counted here: one file at a time.
        test: {
          name: "scripts",
          include: [STACK_TESTS],
          exclude: NOT_OURS,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
