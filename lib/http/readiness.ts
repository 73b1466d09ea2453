import { AppError } from "#lib/domain/errors.ts";
import { isDatabaseMigrated, systemContext, webEnv, webLog } from "#lib/runtime.ts";

type Check = { name: string; ok: boolean; detail?: string };
export type Readiness = { status: "ok" | "unavailable"; simulated: boolean; checks: Check[] };

/** Whether this process can serve: the first thing that is wrong is said, what needs it is not tried. */
export async function checkReadiness(): Promise<Readiness> {
  const checks: Check[] = [];
  for (const [name, look] of LOOKS) {
    const detail = await problemIn(name, look);
    checks.push(detail === null ? { name, ok: true } : { name, ok: false, detail });
    if (detail !== null) break;
  }
  const isReady = checks.every((check) => check.ok);
  return { status: isReady ? "ok" : "unavailable", simulated: webEnv().AWS_SIMULATED, checks };
}

const UNMIGRATED = "The database lacks migrations. Run npm run db:migrate.";

/** Each resolves to what is wrong, or null. In this order: each needs the ones before. */
const LOOKS: [name: string, look: () => Promise<string | null>][] = [
  ["database", async () => (await isDatabaseMigrated(), null)],
  ["migrations", async () => ((await isDatabaseMigrated()) ? null : UNMIGRATED)],
  ["deployment", async () => (await systemContext(), null)],
];

async function problemIn(name: string, look: () => Promise<string | null>): Promise<string | null> {
  try {
    return await look();
  } catch (error) {
    webLog().warn({ err: error, check: name }, "not ready");
    return error instanceof AppError ? error.message : "It does not answer.";
  }
}
