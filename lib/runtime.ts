import { createCleanupTrigger, createExecutionTrigger } from "#lib/aws/execution-trigger.ts";
import { connectDatabase, type DatabaseClient } from "#lib/db/client.ts";
import { claimDeployment } from "#lib/db/deployment.ts";
import { isMigrated } from "#lib/db/migration-state.ts";
import { isConnectionLost } from "#lib/db/unavailable.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { CleanupTrigger, ExecutionTrigger } from "#lib/domain/execution-trigger.ts";
import { type Actor, SYSTEM_ACTOR } from "#lib/domain/permissions.ts";
import { readWebEnv, type WebEnv } from "#lib/env.ts";
import { createLog, type Log } from "#lib/log.ts";
import type { Context } from "#lib/services/context.ts";
import type { ChannelMeans } from "#lib/services/notifications/means.ts";
import { secretsOf } from "#lib/services/notifications/secrets.ts";

/** What the web process holds once. Made by the first request: a build has no environment. */
type WebRuntime = {
  env?: WebEnv;
  log?: Log;
  trigger?: ExecutionTrigger;
  cleanupTrigger?: CleanupTrigger;
  db?: DatabaseClient | undefined;
  deploymentChecked?: Promise<void> | undefined;
};

declare global {
  var drsOrchestratorWeb: WebRuntime | undefined;
}

/** On `globalThis`, because the bundler may load this module more than once. */
function held(): WebRuntime {
  return (globalThis.drsOrchestratorWeb ??= {});
}

/** Throws `InvalidEnvironmentError`, naming the variables. */
export function webEnv(): WebEnv {
  return (held().env ??= readWebEnv());
}

export function webLog(): Log {
  return (held().log ??= createLog("web", webEnv().LOG_LEVEL));
}

export function executionTrigger(): ExecutionTrigger {
  return (held().trigger ??= createExecutionTrigger({
    stateMachineArn: webEnv().STATE_MACHINE_ARN,
    homeRegion: webEnv().AWS_REGION,
    endpoint: webEnv().AWS_ENDPOINT_URL,
  }));
}

export function cleanupTrigger(): CleanupTrigger {
  return (held().cleanupTrigger ??= createCleanupTrigger({
    stateMachineArn: webEnv().CLEANUP_STATE_MACHINE_ARN,
    homeRegion: webEnv().AWS_REGION,
    endpoint: webEnv().AWS_ENDPOINT_URL,
  }));
}

/** What channels of notifications can be made with here. */
export function channelMeans(): ChannelMeans {
  const { SECRETS_KEY, SMTP_URL } = webEnv();
  return { secrets: SECRETS_KEY === undefined ? null : secretsOf(SECRETS_KEY), hasMailServer: SMTP_URL !== undefined };
}

/** Works on a database that is this deployment's; throws `UNAVAILABLE` for another's. */
export async function contextFor(actor: Actor): Promise<Context> {
  const db = database();
  await (held().deploymentChecked ??= checkDeployment(db));
  return { db, actor, now: () => new Date(), simulated: webEnv().AWS_SIMULATED };
}

/** For sign-in and authentication, which act before anybody is known. */
export async function systemContext(): Promise<Context> {
  return contextFor(SYSTEM_ACTOR);
}

function database(): DatabaseClient {
  return (held().db ??= connectDatabase(webEnv().DATABASE_URL));
}

/** Whether the database can be reached and has this version's migrations. Throws what keeps it from being reached. */
export async function isDatabaseMigrated(): Promise<boolean> {
  return isMigrated(database());
}

/** After a fail-over every connection leads to the wrong server: the next request gets new ones. */
export function dropLostDatabase(error: unknown): void {
  if (isConnectionLost(error)) dropDatabase();
}

/** Everything that was learned from the database is forgotten with its connections. */
export function dropDatabase(): void {
  const dropped = held().db;
  held().db = undefined;
  held().deploymentChecked = undefined;
  dropped?.$disconnect().catch((error: unknown) => webLog().warn({ err: error }, "closing dropped connections failed"));
}

async function checkDeployment(db: DatabaseClient): Promise<void> {
  try {
    const { simulated } = await claimDeployment(db, webEnv().AWS_SIMULATED);
    if (simulated !== webEnv().AWS_SIMULATED) throw foreignDatabase(simulated);
  } catch (error) {
    held().deploymentChecked = undefined;
    throw error;
  }
}

function foreignDatabase(simulated: boolean): AppError {
  return new AppError(
    "UNAVAILABLE",
    simulated
      ? "This database belongs to a simulated deployment. Set AWS_SIMULATED=true, or use another database."
      : "This database belongs to a deployment on real AWS. Remove AWS_SIMULATED, or use another database.",
  );
}
