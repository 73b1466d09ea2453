import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { testDatabase } from "#scripts/testing/database.ts";

import { connectDatabase, type DatabaseClient } from "./client.ts";
import { isConnectionLost, isDatabaseUnavailable } from "./unavailable.ts";

let url: string;
let db: DatabaseClient;
let admin: Client;
beforeAll(async () => {
  ({ url } = await testDatabase());
  db = connectDatabase(url, 1);
  admin = new Client(url);
  await admin.connect();
});
afterAll(async () => {
  await db.$disconnect();
  await admin.end();
});

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => new Error("It did not fail."),
    (error: unknown) => error,
  );
}

async function killOwnBackend(pid: number): Promise<void> {
  await admin.query("SELECT pg_terminate_backend($1)", [pid]);
}

test("a server that cannot be reached", async () => {
  const away = new URL(url);
  away.port = "1";
  const client = connectDatabase(away.href, 1);
  for (const error of [
    await failure(client.account.findMany()),
    await failure(client.$queryRaw`SELECT 1`),
    await failure(client.$transaction((tx) => tx.account.findMany())),
  ]) {
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(isConnectionLost(error)).toBe(false);
  }
  await client.$disconnect();
});

test("a connection that is cut off during a query, or in a transaction; afterwards all is well again", async () => {
  const [backend] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const sleeping = failure(db.$queryRaw`SELECT count(pg_sleep(20))::int`);
  await admin.query(
    "DO $$ BEGIN WHILE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep') LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$",
  );
  await killOwnBackend(backend?.pid ?? 0);
  expect(isConnectionLost(await sleeping)).toBe(true);
  const cut = await failure(
    db.$transaction(async (tx) => {
      const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await killOwnBackend(own?.pid ?? 0);
      await tx.account.findMany();
    }),
  );
  expect(isDatabaseUnavailable(cut)).toBe(true);
  expect(await db.account.findMany()).toEqual([]);
});

test("a standby that takes no writes", async () => {
  await db.$executeRaw`SET default_transaction_read_only = on`;
  const refused = await failure(db.account.updateMany({ data: { name: "x" } }));
  await db.$executeRaw`SET default_transaction_read_only = off`;
  expect(isConnectionLost(refused)).toBe(true);
});

test("a pool without a free connection is no reason to drop the pool", async () => {
  const free = Promise.withResolvers<undefined>();
  const started = Promise.withResolvers<undefined>();
  const holder = db.$transaction(async (tx) => {
    await tx.account.findMany();
    started.resolve(undefined);
    await free.promise;
  });
  await started.promise;
  const refused = await failure(db.$transaction((tx) => tx.account.findMany(), { maxWait: 50 }));
  free.resolve(undefined);
  await holder;
  expect(isDatabaseUnavailable(refused)).toBe(true);
  expect(isConnectionLost(refused)).toBe(false);
});

test("a defect is not an outage", async () => {
  expect(isDatabaseUnavailable(await failure(db.$queryRaw`SELECT nonsense`))).toBe(false);
  expect(isDatabaseUnavailable(new Error("connect ECONNREFUSED 10.0.0.1:443"))).toBe(false);
});
