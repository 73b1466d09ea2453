import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import { DatabaseError } from "pg";

/** Nothing is left out of a migration. */
const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Works with the migration engine of Prisma in WebAssembly: the binary of the same name would have to be downloaded.
 * Its connections end with the work, and with them the lock that it holds on the database.
 */
export async function withSchemaEngine<T>(
  { databaseUrl, schema }: { databaseUrl: string; schema: string },
  work: (engine: wasm.SchemaEngine) => Promise<T>,
): Promise<T> {
  loadWebAssembly();
  const adapter = new WholeScripts({ connectionString: databaseUrl, max: 1 });
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  try {
    const engine = await wasm.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => undefined, factory);
    return await work(engine);
  } finally {
    await adapter.disconnect();
  }
}

/**
 * The adapter cuts a script at every semicolon, inside function bodies too (@prisma/adapter-pg 7.10). Sent as it is,
 * Postgres runs a script as one transaction: a migration is applied whole or not at all.
 */
class WholeScripts extends PrismaPg {
  readonly #connected: Awaited<ReturnType<PrismaPg["connect"]>>[] = [];

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    this.#connected.push(adapter);
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script).catch(rethrow);
    };
    return adapter;
  }

  async disconnect(): Promise<void> {
    await Promise.all(this.#connected.splice(0).map((adapter) => adapter.dispose()));
  }
}

function rethrow(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  const { code = "", severity = "", message, detail, column, hint } = error;
  throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
}

/** The SQL that takes an empty database to `schema`; the database itself is neither read nor changed. */
export async function schemaSql(engine: wasm.SchemaEngine, schema: string): Promise<string> {
  const { stdout } = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
    script: true,
    exitCode: null,
    filters: NO_FILTER,
  });
  return stdout ?? "";
}

/** Applies what `list` has and the database has not; answers the names. Keeps Prisma's own `_prisma_migrations`. */
export async function applyMigrations(engine: wasm.SchemaEngine, list: wasm.MigrationList): Promise<string[]> {
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: list, filters: NO_FILTER });
  return appliedMigrationNames;
}

let isLoaded = false;

function loadWebAssembly(): void {
  if (isLoaded) return;
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const engine = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(engine, { "./schema_engine_bg.js": { ...wasm } });
  wasm.__wbg_set_wasm(exports);
  const start = exports["__wbindgen_start"];
  if (typeof start === "function") Reflect.apply(start, undefined, []);
  isLoaded = true;
}
