import { type AwsFailure, awsWords } from "#lib/aws/aws-errors.ts";
import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeRecoveryInstances } from "#lib/aws/drs-inventory.ts";
import { describeJobs } from "#lib/aws/drs-jobs.ts";
import { listHeldServers } from "#lib/db/cleanups.ts";
import { type CleanupTargets, cleanupTargets } from "#lib/domain/cleanup-targets.ts";
import { type DrsJob, type DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import { retryWaitSeconds } from "#lib/domain/launch-retry.ts";

import type { Engine } from "../engine.ts";
import { discoverJobs } from "../launching/discover.ts";
import { serversInWords } from "../launching/server-changes.ts";
import { placeOf } from "../place.ts";
import { claimTerminations } from "./claim.ts";
import { findGone, saveGone } from "./gone.ts";
import { followTerminations } from "./follow.ts";
import { sendTermination } from "./terminate.ts";
import { lookAgain, refusedOrWorking, type Verdict, verdictOfError } from "./verdict.ts";
import { type CleanupWork, workKey } from "./work.ts";

/** A place in which nothing is left is looked at again so late, while the clean-up goes on elsewhere. */
const DONE_FOR_MS = 60_000;

/** One tick of every clean-up that has something to do in an account and Region; all their jobs in one call. */
export async function cleanPlace(
  engine: Engine,
  works: readonly CleanupWork[],
  memory: Map<string, Verdict>,
): Promise<void> {
  const [first] = works;
  if (first === undefined) return;
  try {
    const aws = await placeOf(engine.context.db, first.place);
    const jobs = await readJobs(engine, aws, works);
    for (const work of works) memory.set(workKey(work), await cleanHere(engine, aws, { work, jobs, memory }));
  } catch (error) {
    for (const work of works) {
      const tries = memory.get(workKey(work))?.tries ?? 0;
      memory.set(workKey(work), verdictOfError(error, tries, engine.context.now().getTime()));
    }
  }
}

/** The jobs of open terminations, and of launches of which nobody has seen the end. */
async function readJobs(
  engine: Engine,
  aws: AwsPlace,
  works: readonly CleanupWork[],
): Promise<ReadonlyMap<string, DrsJob>> {
  const ids = works.flatMap(({ terminations, launches }) => [
    ...terminations.flatMap(({ jobId, endedAt }) => (jobId !== null && endedAt === null ? [jobId] : [])),
    ...launches.flatMap(({ jobId, jobEndedAt }) => (jobId !== null && jobEndedAt === null ? [jobId] : [])),
  ]);
  const jobs = ids.length === 0 ? [] : await describeJobs(engine.aws, aws, ids);
  return new Map(jobs.map((job) => [job.jobId, job]));
}

type Tick = { work: CleanupWork; jobs: ReadonlyMap<string, DrsJob>; memory: ReadonlyMap<string, Verdict> };

async function cleanHere(engine: Engine, aws: AwsPlace, tick: Tick): Promise<Verdict> {
  const before = tick.memory.get(workKey(tick.work));
  const nowMs = engine.context.now().getTime();
  try {
    const { work, hasEnded } = await followTerminations(engine, aws, tick);
    const isUnderWay = openIds(work).size > 0;
    // What this process remembers may be older than what another one has done meanwhile.
    const isWaiting = isUnderWay || before?.lookAfter !== Infinity;
    const mustLook = hasEnded || !isWaiting || nowMs >= (before?.lookAfter ?? 0);
    if (before !== undefined && !mustLook) {
      return { ...before, isProgress: false, state: isUnderWay ? "working" : before.state };
    }
    return await look(engine, aws, { ...tick, work, tries: before?.tries ?? 0 });
  } catch (error) {
    return verdictOfError(error, before?.tries ?? 0, nowMs);
  }
}

/** Looks which instances are left, writes down those that are gone, and has DRS terminate what it may. */
async function look(engine: Engine, aws: AwsPlace, tick: Tick & { tries: number }): Promise<Verdict> {
  const { work, jobs, tries } = tick;
  const now = engine.context.now();
  const serverIds = work.servers.map((server) => server.sourceServerId);
  const instances = await describeRecoveryInstances(engine.aws, aws, serverIds);
  const { gone, unsure } = await findGone(engine, aws, { work, instances });
  await saveGone(engine, work, gone);
  const holders = await listHeldServers(engine.context.db, work.execution.id, work.place);
  const targets = targetsOf(work, instances, holders);
  const { due, stubborn } = byPatience(work, targets.free, now);
  const sent = await terminate(engine, aws, { work, due });
  const isLaunching = [...jobs.values()].some((job) => isOwnLaunch(work, job) && job.status !== "COMPLETED");

  const left = targets.free.length + targets.held.length + unsure;
  const isAllSent = left === sent.count && sent.count > 0;
  const lookAfter = isAllSent ? Infinity : left === 0 ? now.getTime() + DONE_FOR_MS : lookAgain(tries, now.getTime());
  return {
    state: stateOf({ left, isLaunching, stubborn: stubborn.length, sent, isUnderWay: openIds(work).size > 0 }),
    note: sent.note ?? stubborn[0] ?? heldNote(targets.held.length, holders) ?? launchNote(isLaunching),
    isProgress: gone.length > 0,
    heldBy: heldNote(targets.held.length, holders),
    tries: isAllSent || gone.length > 0 ? 0 : tries + 1,
    lookAfter: isLaunching ? lookAgain(tries, now.getTime()) : lookAfter,
  };
}

function targetsOf(
  work: CleanupWork,
  instances: readonly DrsRecoveryInstance[],
  holders: ReadonlyMap<string, string>,
): CleanupTargets<DrsRecoveryInstance> {
  const open = openIds(work);
  const targets = cleanupTargets(instances, {
    type: work.execution.type,
    jobIds: new Set(work.launches.flatMap((launch) => launch.jobId ?? [])),
    heldServerIds: new Set(holders.keys()),
  });
  return { ...targets, free: targets.free.filter((instance) => !open.has(instance.recoveryInstanceId)) };
}

function openIds(work: CleanupWork): Set<string> {
  return new Set(work.terminations.flatMap((each) => (each.endedAt === null ? each.instanceIds : [])));
}

/**
 * An instance that outlived a termination is tried again after a while that grows. `stubborn` says why, for those that
 * DRS refused to terminate or left alive twice; once it may just be listed late.
 */
function byPatience(
  work: CleanupWork,
  free: readonly DrsRecoveryInstance[],
  now: Date,
): { due: DrsRecoveryInstance[]; stubborn: string[] } {
  const due: DrsRecoveryInstance[] = [];
  const stubborn: string[] = [];
  for (const instance of free) {
    const id = instance.recoveryInstanceId;
    const before = work.terminations.filter((each) => each.endedAt !== null && each.instanceIds.includes(id));
    const last = before.at(-1);
    const reason = last?.error ?? null;
    if (reason !== null || before.length > 1) {
      stubborn.push(`DRS did not terminate ${id}. ${reason ?? "It gives no reason."}`);
    }
    const wait = before.length === 0 ? 0 : retryWaitSeconds(before.length, 0.5) * 1000;
    if (now.getTime() >= (last?.endedAt?.getTime() ?? 0) + wait) due.push(instance);
  }
  return { due, stubborn };
}

type Sent = { count: number; note: string | null; failure: AwsFailure | null };

async function terminate(
  engine: Engine,
  aws: AwsPlace,
  { work, due }: { work: CleanupWork; due: readonly DrsRecoveryInstance[] },
): Promise<Sent> {
  if (due.length === 0) return { count: 0, note: null, failure: null };
  await discoverJobs(engine, work.place);
  const { batches, waitsFor } = await claimTerminations(engine, work, due);
  let count = 0;
  let failure: AwsFailure | null = null;
  for (const batch of batches) {
    const refusal = await sendTermination(engine, aws, { work, batch });
    if (refusal === null) count += batch.instances.length;
    failure = refusal ?? failure;
  }
  return { count, failure, note: failure === null ? waitsFor : awsWords(failure) };
}

type Seen = { left: number; isLaunching: boolean; stubborn: number; sent: Sent; isUnderWay: boolean };

function stateOf({ left, isLaunching, stubborn, sent, isUnderWay }: Seen): Verdict["state"] {
  if (sent.failure !== null && sent.count === 0) return refusedOrWorking(sent.failure);
  if (sent.count === 0 && stubborn > 0 && stubborn === left && !isUnderWay) return "refused";
  return left === 0 && !isLaunching && !isUnderWay ? "done" : "working";
}

function isOwnLaunch(work: CleanupWork, job: DrsJob): boolean {
  return work.launches.some((launch) => launch.jobId === job.jobId);
}

function heldNote(count: number, holders: ReadonlyMap<string, string>): string | null {
  if (count === 0) return null;
  const plans = [...new Set(holders.values())].map((name) => `"${name}"`).join(", ");
  return `Waits for ${serversInWords(count)} that ${plans} has now.`;
}

function launchNote(isLaunching: boolean): string | null {
  return isLaunching ? "A launch of this execution still runs in DRS." : null;
}
