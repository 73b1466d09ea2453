import { expect, test } from "vitest";

import { testDatabase } from "#scripts/testing/database.ts";

import { connectDatabase } from "./client.ts";

test("a session that is left in a transaction loses it, so that a frozen process holds no row for ever", async () => {
  const { url } = await testDatabase();
  const db = connectDatabase(url, 1);
  const [setting] = await db.$queryRaw<{ value: string }[]>`
    SELECT current_setting('idle_in_transaction_session_timeout') AS value`;
  await db.$disconnect();
  expect(setting?.value).toBe("10s");
});
