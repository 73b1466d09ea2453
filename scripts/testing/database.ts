import { randomUUID } from "node:crypto";

import { createDatabase } from "../stack/postgres.ts";

export const TEMPLATE = "template_of_tests";
export const SERVER_VARIABLE = "TEST_POSTGRES_URL";

export type TestDatabase = { url: string };

/** A migrated database of the caller's own, empty, on the PostgreSQL of this test run. */
export async function testDatabase(): Promise<TestDatabase> {
  return { url: await createDatabase(testServer(), `test_${randomUUID().replaceAll("-", "")}`, TEMPLATE) };
}

/** A database of the caller's own with nothing in it at all. */
export async function blankDatabase(): Promise<TestDatabase> {
  return { url: await createDatabase(testServer(), `blank_${randomUUID().replaceAll("-", "")}`) };
}

function testServer(): { url: (database: string) => string } {
  const server = process.env[SERVER_VARIABLE];
  if (server === undefined) throw new Error("There is no test database: run this test in the project db or engine.");
  return { url: (database) => `${server}${database}` };
}
