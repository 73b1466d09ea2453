import { readdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { blankDatabase, testDatabase } from "#scripts/testing/database.ts";

import { connectDatabase, type DatabaseClient } from "./client.ts";
import { claimDeployment } from "./deployment.ts";
import { isMigrated, NEWEST_MIGRATION } from "./migration-state.ts";

let db: DatabaseClient;
beforeAll(async () => {
  db = connectDatabase((await testDatabase()).url, 4);
});
afterAll(() => db.$disconnect());

test("of two first starts that disagree one marks the database, and both see the same mark", async () => {
  const marks = await Promise.all([claimDeployment(db, true), claimDeployment(db, false)]);
  expect(marks[0]).toEqual(marks[1]);
  expect(await claimDeployment(db, !marks[0].simulated)).toEqual(marks[0]);
});

test("the newest migration is the one that this code knows, and a migrated database has it", async () => {
  const folders = readdirSync(join(import.meta.dirname, "../../prisma/migrations"), { withFileTypes: true });
  expect(
    folders
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .at(-1),
  ).toBe(NEWEST_MIGRATION);
  expect(await isMigrated(db)).toBe(true);
});

test("a database that was never migrated is seen as such", async () => {
  const blank = connectDatabase((await blankDatabase()).url, 1);
  expect(await isMigrated(blank)).toBe(false);
  await blank.$disconnect();
});
