import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { query } from "#scripts/stack/postgres.ts";
import { catalogOf } from "#scripts/testing/catalog.ts";
import { blankDatabase } from "#scripts/testing/database.ts";

import { migrate } from "./migrate.ts";
import { BEYOND_THE_SCHEMA } from "./migrations-beyond-schema.ts";
import { schemaSql, withSchemaEngine } from "./schema-engine.ts";

describe("migrations", () => {
  test("make what the schema says, and beyond it only what is listed", async () => {
    const [migrated, described] = await Promise.all([blankDatabase(), blankDatabase()]);
    await migrate(migrated.url);
    const schema = await readFile("prisma/schema.prisma", "utf8");
    const sql = await withSchemaEngine({ databaseUrl: described.url, schema }, (engine) => schemaSql(engine, schema));
    await query(described.url, sql);

    const [made, said] = await Promise.all([catalogOf(migrated.url), catalogOf(described.url)]);

    expect(said.filter((line) => !made.includes(line))).toEqual([]);
    expect(made.filter((line) => !said.includes(line))).toEqual(BEYOND_THE_SCHEMA);
  });

  test("are applied once, whoever else applies them at the same moment", async () => {
    const { url } = await blankDatabase();

    const answers = await Promise.all([migrate(url), migrate(url), migrate(url)]);

    const recorded = await query(url, "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL");
    expect(answers.flat().sort()).toEqual(recorded.map((row) => row["migration_name"]).sort());
    expect(answers.filter((names) => names.length === 0)).toHaveLength(2);
  });

  test("leave no connection behind", async () => {
    const { url } = await blankDatabase();

    await migrate(url);

    const others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    await expect.poll(() => query(url, others)).toEqual([]);
  });
});
