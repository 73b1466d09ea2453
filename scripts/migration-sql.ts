/* Prints the SQL from an empty database to prisma/schema.prisma: what a first migration is made of. */
import { readFile } from "node:fs/promises";

import { schemaSql, withSchemaEngine } from "#lib/db/schema-engine.ts";

import { anyFreePort } from "./stack/ports.ts";
import { startScratchPostgres } from "./stack/postgres.ts";
import { scratchFolder } from "./stack/scratch-folder.ts";

const schema = await readFile("prisma/schema.prisma", "utf8");
const postgres = await startScratchPostgres(scratchFolder("schema"), await anyFreePort());
const databaseUrl = postgres.url("postgres");
process.stdout.write(await withSchemaEngine({ databaseUrl, schema }, (engine) => schemaSql(engine, schema)));
await postgres.process.stop();
