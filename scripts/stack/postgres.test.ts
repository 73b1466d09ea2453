import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { anyFreePort } from "./ports.ts";
import { createDatabase, query, startPostgres, type Postgres } from "./postgres.ts";
import { scratchFolder } from "./scratch-folder.ts";

describe("embedded PostgreSQL", () => {
  test("keeps its data over a restart on another port", async () => {
    const folder = scratchFolder("keeps");
    const first = await startIn(folder);
    await query(await createDatabase(first, "kept"), "CREATE TABLE note AS SELECT 'still here' AS text");
    await first.process.stop();

    const second = await startIn(folder);

    expect(await query(second.url("kept"), "SELECT text FROM note")).toEqual([{ text: "still here" }]);
  });

  test("starts over a postmaster.pid whose number is another process by now", async () => {
    const folder = scratchFolder("stale");
    const first = await startIn(folder);
    await first.process.stop();
    writeFileSync(join(folder, "postgres/postmaster.pid"), `${process.pid}\n${join(folder, "postgres")}\n`);

    const second = await startIn(folder);

    expect(await query(second.url("postgres"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("takes over from a server that a killed command left running", async () => {
    const folder = scratchFolder("orphan");
    const orphan = await startIn(folder);

    const successor = await startIn(folder);

    expect(await query(successor.url("postgres"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(await orphan.process.exited).toEqual({ code: 0, signal: null });
    expect(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8")).toMatch(
      new RegExp(`^${successor.process.pid}\n`),
    );
  });

  test("says so when the data is of another PostgreSQL", async () => {
    const folder = scratchFolder("older");
    mkdirSync(join(folder, "postgres"));
    writeFileSync(join(folder, "postgres/PG_VERSION"), "12\n");

    await expect(startIn(folder)).rejects.toThrow(/was written by PostgreSQL 12/);
  });
});

async function startIn(folder: string): Promise<Postgres> {
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    port: await anyFreePort(),
    password: "secret",
    logFile: join(folder, "postgres.log"),
    isDisposable: true,
  });
  onTestFinished(() => postgres.process.stop());
  return postgres;
}
