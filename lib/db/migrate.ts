import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { Client } from "pg";

import { applyMigrations, withSchemaEngine } from "./schema-engine.ts";

const PRISMA_FOLDER = resolve(import.meta.dirname, "../../prisma");
const LOCKFILE = "migration_lock.toml";
/** Any number that nothing else in this database locks. */
const ADVISORY_LOCK = 4_207_266_001;

/**
 * Applies the migrations of `prisma/migrations` that the database has not seen, in order, and answers their names.
 * Several processes may do this at once: one at a time works, the others wait and find nothing left to do.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const lock = new Client({ connectionString: databaseUrl });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    return await applyAll(databaseUrl);
  } finally {
    await lock.end();
  }
}

async function applyAll(databaseUrl: string): Promise<string[]> {
  const schema = await readFile(join(PRISMA_FOLDER, "schema.prisma"), "utf8");
  const migrations = await readMigrations();
  return withSchemaEngine({ databaseUrl, schema }, (engine) => applyMigrations(engine, migrations));
}

async function readMigrations(): Promise<Parameters<typeof applyMigrations>[1]> {
  const baseDir = join(PRISMA_FOLDER, "migrations");
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => {
      const value = await readFile(join(baseDir, name, "migration.sql"), "utf8");
      return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
    }),
  );
  const lockfile = { path: LOCKFILE, content: await readFile(join(baseDir, LOCKFILE), "utf8") };
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

if (import.meta.main) {
  const databaseUrl = process.env["DATABASE_URL"];
  if (databaseUrl === undefined || databaseUrl === "") {
    process.stderr.write("DATABASE_URL is not set. It says which database to migrate.\n");
    process.exit(2);
  }
  const applied = await migrate(databaseUrl);
  process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `Applied ${applied.join(", ")}.\n`);
}
