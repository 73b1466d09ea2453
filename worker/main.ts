import { createAccountClients } from "#lib/aws/account-clients.ts";
import { createActivity } from "#lib/aws/activity.ts";
import { createEngineControl } from "#lib/aws/engine-control.ts";
import { createCleanupTrigger, createExecutionTrigger } from "#lib/aws/execution-trigger.ts";
import { openChangeFeed } from "#lib/db/changes.ts";
import { connectDatabase } from "#lib/db/client.ts";
import { claimDeployment } from "#lib/db/deployment.ts";
import { releaseLeases } from "#lib/db/leases.ts";
import { isDatabaseUnavailable } from "#lib/db/unavailable.ts";
import { SYSTEM_ACTOR } from "#lib/domain/permissions.ts";
import { keepActing } from "#lib/engine/actions/keep-acting.ts";
import { keepCleaning } from "#lib/engine/cleanup/keep-cleaning.ts";
import { keepDelivering } from "#lib/engine/deliver.ts";
import type { Engine } from "#lib/engine/engine.ts";
import { keepLaunching } from "#lib/engine/launching/keep-launching.ts";
import { keepTakingTasks } from "#lib/engine/poller.ts";
import { keepSweeping } from "#lib/engine/sweep.ts";
import { keepTending } from "#lib/engine/watch/keep-tending.ts";
import { keepWatching } from "#lib/engine/watch/watcher.ts";
import { readWorkerEnv, type WorkerEnv } from "#lib/env.ts";
import { keepDeadlines } from "#lib/jobs/deadlines.ts";
import { keepNotifying } from "#lib/jobs/deliveries.ts";
import { keepInventory } from "#lib/jobs/inventory.ts";
import { keepLandings } from "#lib/jobs/landing.ts";
import { keepSnapshots } from "#lib/jobs/snapshots.ts";
import { createLog } from "#lib/log.ts";
import { createMailer } from "#lib/outbound/mail.ts";
import { secretsOf } from "#lib/services/notifications/secrets.ts";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

const DATABASE_AGAIN_MS = 1000;

const env = readWorkerEnv();
const workerId = `${hostname()}-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
const log = createLog("worker", env.LOG_LEVEL);
const leaving = new AbortController();
const engine = createEngine(env);

for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => leaving.abort());

const { simulated } = await claimWhenReachable();
if (simulated !== env.AWS_SIMULATED) {
  log.fatal("This database belongs to another kind of deployment: one side is simulated, the other is not.");
  process.exit(1);
}
log.info({ workerId }, "The worker runs");
await Promise.all([
  keepTakingTasks(engine, leaving.signal),
  keepDelivering(engine, leaving.signal),
  keepLaunching(engine),
  keepActing(engine),
  keepWatching(engine, leaving.signal),
  keepTending(engine, leaving.signal),
  keepCleaning(engine, leaving.signal),
  keepSweeping(engine, leaving.signal),
  keepInventory(
    { context: engine.context, aws: engine.aws, workerId, syncSeconds: env.INVENTORY_SYNC_SECONDS, log },
    leaving.signal,
  ),
  keepLandings(
    { context: engine.context, aws: engine.aws, workerId, readSeconds: env.LANDING_READ_SECONDS, log },
    leaving.signal,
  ),
  keepSnapshots(
    { context: engine.context, aws: engine.aws, workerId, readSeconds: env.SNAPSHOT_READ_SECONDS, log },
    engine.changes,
    leaving.signal,
  ),
  keepDeadlines({ context: engine.context, workerId, log }, leaving.signal),
  keepNotifying({ ...engine, ...sendingMeans(env) }, leaving.signal),
]);
await releaseLeases(engine.context.db, workerId);
await engine.changes.close();
await engine.context.db.$disconnect();
log.info({ workerId }, "The worker has handed its work back and leaves");
process.exit(0);

/** A database that is away when the worker starts is waited for, as it is later. */
async function claimWhenReachable(): Promise<{ simulated: boolean }> {
  for (;;) {
    try {
      return await claimDeployment(engine.context.db, env.AWS_SIMULATED);
    } catch (error) {
      if (leaving.signal.aborted || !isDatabaseUnavailable(error)) throw error;
      log.warn({ err: error }, "The database cannot be reached; trying again");
      await delay(DATABASE_AGAIN_MS, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  }
}

function sendingMeans({ SECRETS_KEY, SMTP_URL, SMTP_FROM, CONSOLE_URL }: WorkerEnv) {
  const hasMail = SMTP_URL !== undefined && SMTP_FROM !== undefined;
  return {
    mailer: hasMail ? createMailer({ url: SMTP_URL, from: SMTP_FROM }) : null,
    secrets: SECRETS_KEY === undefined ? null : secretsOf(SECRETS_KEY),
    consoleUrl: CONSOLE_URL ?? null,
  };
}

function createEngine(settings: WorkerEnv): Engine {
  const aws = { homeRegion: settings.AWS_REGION, endpoint: settings.AWS_ENDPOINT_URL };
  return {
    context: {
      db: connectDatabase(settings.DATABASE_URL, 20),
      actor: SYSTEM_ACTOR,
      now: () => new Date(),
      simulated: settings.AWS_SIMULATED,
    },
    aws: createAccountClients(aws),
    activity: createActivity({ ...aws, activityArn: settings.ACTIVITY_ARN, workerName: workerId }),
    trigger: createExecutionTrigger({ ...aws, stateMachineArn: settings.STATE_MACHINE_ARN }),
    cleanupTrigger: createCleanupTrigger({ ...aws, stateMachineArn: settings.CLEANUP_STATE_MACHINE_ARN }),
    control: createEngineControl(aws),
    outbound: {
      allowedCidrs: settings.OUTBOUND_ALLOWED_CIDRS,
      allowsLoopback: settings.AWS_SIMULATED,
      webhookSecrets: settings.WEBHOOK_SECRETS,
    },
    changes: openChangeFeed(settings.DATABASE_NOTIFY === "on" ? settings.DATABASE_URL : null),
    settings: {
      slots: settings.WORKER_SLOTS,
      stepHeartbeatSeconds: settings.STEP_HEARTBEAT_SECONDS,
      parkedHeartbeatSeconds: settings.PARKED_HEARTBEAT_SECONDS,
      launchClaimSeconds: settings.LAUNCH_CLAIM_SECONDS,
      launchGraceSeconds: settings.LAUNCH_GRACE_SECONDS,
      launchLookSeconds: settings.LAUNCH_LOOK_SECONDS,
      watchSeconds: settings.WATCH_SECONDS,
      sweepSeconds: settings.SWEEP_SECONDS,
      historyEvents: settings.ENGINE_HISTORY_EVENTS,
    },
    workerId,
    leaving: leaving.signal,
    log,
  };
}
