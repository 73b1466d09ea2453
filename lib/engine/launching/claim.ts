import { databaseNow } from "#lib/db/clock.ts";
import {
  assignServersToLaunch,
  type ExecutionServer,
  type ExecutionWave,
  listExecutionServers,
  listWaves,
  updateWave,
} from "#lib/db/executions.ts";
import { createLaunch, isUnresolved, type Launch, listLaunches, updateLaunch } from "#lib/db/launches.ts";
import { isLaunchDecided, isWaveOver, serverTransition, waveTransition } from "#lib/domain/execution-status.ts";
import { packLaunches } from "#lib/domain/launch-packing.ts";

import { type ExecutionTransaction, tell } from "../execution-transaction.ts";
import { done, inStep, type StepResult, type StepRun, waveOf } from "../step.ts";
import { concludeWave } from "../waves.ts";

export type Round =
  | { kind: "ended"; result: StepResult }
  /** `waitMs`: when to look again at the latest, if nothing is to be sent or resolved. */
  | { kind: "work"; send: Launch[]; resolve: Launch[]; waitMs: number };

const LOOK_AGAIN_MS = 5000;

/** One round of the Launch step, under the execution's lock: what to send, what to find out, or how it ended. */
export async function claimLaunches(run: StepRun, claimant: string): Promise<Round> {
  const number = waveOf(run.input);
  const round = await inStep(run, async (tx): Promise<Round> => {
    const wave = (await listWaves(tx.db, tx.execution.id)).find((candidate) => candidate.number === number);
    if (wave === undefined || isWaveOver(wave.status)) return ended("over");
    if (wave.status === "VERIFYING") return ended("launched");
    if (wave.status !== "LAUNCHING") await beginWave(tx, wave);
    const servers = await listExecutionServers(tx.db, { executionId: tx.execution.id, waveNumber: number });
    if (servers.every((server) => isLaunchDecided(server.status))) return endLaunching(tx, wave, servers);
    const now = await databaseNow(tx.db);
    const claim = { run, claimant, now, wave };
    const resolve = await takeOverUnresolved(tx, claim);
    const send = await claimServers(tx, claim, servers);
    return { kind: "work", send, resolve, waitMs: waitOf(servers, now) };
  });
  return round ?? ended("superseded");
}

function ended(outcome: string): Round {
  return { kind: "ended", result: done(outcome) };
}

async function beginWave(tx: ExecutionTransaction, wave: ExecutionWave): Promise<void> {
  const status = waveTransition(wave.status, "LAUNCHING");
  await updateWave(tx.db, wave, { status, startedAt: tx.now() });
  wave.status = status;
  await tell(tx, {
    kind: "wave.started",
    severity: "info",
    wave: wave.number,
    message: `Wave ${wave.number} "${wave.name}" started`,
  });
}

async function endLaunching(tx: ExecutionTransaction, wave: ExecutionWave, servers: ExecutionServer[]): Promise<Round> {
  const isAnyUp = servers.some(({ status }) => status === "LAUNCHED" || status === "HEALTHY" || status === "UNHEALTHY");
  if (!isAnyUp) {
    await concludeWave(tx, wave, servers);
    return ended("over");
  }
  await updateWave(tx.db, wave, { status: waveTransition(wave.status, "VERIFYING") });
  return ended("launched");
}

type Claim = { run: StepRun; claimant: string; now: Date; wave: ExecutionWave };

/** Calls in doubt: our own at once, those of a lost worker after their claim and a grace have passed. */
async function takeOverUnresolved(tx: ExecutionTransaction, { run, claimant, now, wave }: Claim): Promise<Launch[]> {
  const { launchClaimSeconds, launchGraceSeconds, launchLookSeconds } = run.engine.settings;
  const launches = await listLaunches(tx.db, { executionId: tx.execution.id, waveNumber: wave.number });
  const takeable = launches.filter(
    (launch) =>
      isUnresolved(launch) &&
      (launch.claimedBy === claimant || addSeconds(launch.claimUntil, launchGraceSeconds) <= now),
  );
  return Promise.all(
    takeable.map((launch) =>
      updateLaunch(tx.db, launch.id, {
        claimedBy: claimant,
        claimUntil: addSeconds(now, launchLookSeconds + 2 * launchClaimSeconds),
        note: "It is not known whether AWS got this call. The job is being looked for.",
      }),
    ),
  );
}

/** Writes a launch row for every call about to be sent, before anything is sent. */
async function claimServers(tx: ExecutionTransaction, claim: Claim, servers: ExecutionServer[]): Promise<Launch[]> {
  const { run, claimant, now, wave } = claim;
  const startable = servers.filter(({ status, queuedUntil }) => {
    return status === "PENDING" || (status === "QUEUED" && (queuedUntil === null || queuedUntil <= now));
  });
  const launches: Launch[] = [];
  for (const packed of packLaunches(startable)) {
    const launch = await createLaunch(tx.db, {
      executionId: tx.execution.id,
      waveNumber: wave.number,
      accountId: packed.place.accountId,
      region: packed.place.region,
      isDrill: tx.execution.type === "DRILL",
      serverIds: packed.servers.map((server) => server.sourceServerId),
      claimedBy: claimant,
      claimUntil: addSeconds(now, run.engine.settings.launchClaimSeconds),
      requestedAt: now,
    });
    for (const server of packed.servers) serverTransition(server.status, "LAUNCHING");
    await assignServersToLaunch(tx.db, launch);
    launches.push(launch);
  }
  return launches;
}

function waitOf(servers: ExecutionServer[], now: Date): number {
  const waits = servers.flatMap(({ status, queuedUntil }) =>
    status === "QUEUED" && queuedUntil !== null ? [queuedUntil.getTime() - now.getTime()] : [],
  );
  return Math.max(100, Math.min(LOOK_AGAIN_MS, ...waits));
}

export function addSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
