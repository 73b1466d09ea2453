import { setTimeout as delay } from "node:timers/promises";

import type { AccountClients, AwsPlace } from "#lib/aws/account-clients.ts";
import { type AwsFailure, awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import {
  defaultLaunchTemplates,
  getLaunchSettings,
  type LaunchSettings,
  type LaunchTemplate,
} from "#lib/aws/launch-settings.ts";
import { describeSubnetRoutes, type SubnetFacts } from "#lib/aws/subnet-routes.ts";
import { findAccountAccess } from "#lib/db/account-access.ts";
import { dueLandings, type LandingTry, saveLandings } from "#lib/db/landings.ts";
import { takeLease } from "#lib/db/leases.ts";
import type { Landing } from "#lib/domain/drill-landing.ts";
import { type AccountRegion, accountRegionKey, type ServerRef } from "#lib/domain/regions.ts";
import type { Log } from "#lib/log.ts";
import type { Context } from "#lib/services/context.ts";

export type LandingJob = {
  context: Context;
  aws: AccountClients;
  workerId: string;
  /** Between two readings of a server. */
  readSeconds: number;
  log: Log;
};

const LOOK_EVERY_MS = 5000;
const LEASE_SECONDS = 120;
const RETRY_SECONDS = 300;
/** DRS has no call for many servers at once; nobody is in a hurry here. */
const CALLS_AT_ONCE = 4;
const BATCH = 100;

/** Keeps known where launches land, gently: each server once in a long while, a few calls at a time. */
export async function keepLandings(job: LandingJob, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await readDueLandings(job, signal);
    } catch (error) {
      job.log.error({ err: error }, "Launch settings could not be read; trying again");
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Reads every server whose time has come. One account and Region in trouble never holds up the others. */
export async function readDueLandings(job: LandingJob, signal: AbortSignal): Promise<void> {
  const { context, readSeconds } = job;
  const retrySeconds = Math.min(RETRY_SECONDS, readSeconds);
  const due = await dueLandings(context.db, { at: context.now(), readSeconds, retrySeconds });
  const places = [...Map.groupBy(due, accountRegionKey).values()];
  await Promise.all(places.map((servers) => readPlace(job, servers, signal)));
}

async function readPlace(job: LandingJob, servers: readonly ServerRef[], signal: AbortSignal): Promise<void> {
  const [first] = servers;
  if (first === undefined || !(await leaseOf(job, first))) return;
  const access = await findAccountAccess(job.context.db, first.accountId);
  if (access === null) return;
  const place = { access, region: first.region };
  const templates = await defaultLaunchTemplates(job.aws, place).catch(awsFailureOf);
  const subnets = new Map<string, SubnetFacts>();
  for (let from = 0; from < servers.length && !signal.aborted; from += BATCH) {
    // Renewed for each batch: thousands of servers take longer than one lease.
    if (!(await leaseOf(job, first))) return;
    const at = job.context.now();
    const ids = servers.slice(from, from + BATCH).map((server) => server.sourceServerId);
    const tries =
      templates instanceof Map
        ? await readBatch({ aws: job.aws, place, templates, subnets }, ids)
        : ids.map((sourceServerId) => failed(sourceServerId, templates));
    const failure = tries.find((each) => each.landing === null)?.error ?? null;
    if (failure !== null) job.log.warn({ ...first, failure }, "Where launches land could not be read everywhere");
    await saveLandings(job.context.db, first, { tries, at });
  }
}

function leaseOf({ context, workerId }: LandingJob, place: AccountRegion): Promise<boolean> {
  const name = `landing:${accountRegionKey(place)}`;
  return takeLease(context.db, { name, owner: workerId, seconds: LEASE_SECONDS });
}

type Reading = {
  aws: AccountClients;
  place: AwsPlace;
  templates: ReadonlyMap<string, LaunchTemplate>;
  /** What is known of subnets so far in this reading. */
  subnets: Map<string, SubnetFacts>;
};

async function readBatch(reading: Reading, ids: readonly string[]): Promise<LandingTry[]> {
  const answers = await settingsOf(reading, ids);
  const known = answers.flatMap(({ settings }) => templateOf(reading, settings)?.interfaces ?? []);
  const error = await learnSubnets(
    reading,
    known.flatMap((each) => each.subnetId ?? []),
  );
  return answers.map(({ sourceServerId, settings, failure }) => {
    if (failure !== null) return failed(sourceServerId, failure);
    const landing = toLanding(reading, settings);
    return landing === null
      ? { sourceServerId, landing, error: "DRS names a launch template that EC2 does not have." }
      : { sourceServerId, landing, error: hasGaps(landing) ? error : null };
  });
}

type SettingsAnswer =
  | { sourceServerId: string; settings: LaunchSettings; failure: null }
  | { sourceServerId: string; settings: null; failure: AwsFailure };

/** A few at a time. A refusal that would meet every server is not asked for again and again. */
async function settingsOf({ aws, place }: Reading, ids: readonly string[]): Promise<SettingsAnswer[]> {
  const answers: SettingsAnswer[] = [];
  const queue = ids.values();
  let refusal: AwsFailure | null = null;
  async function ask(): Promise<void> {
    for (const sourceServerId of queue) {
      if (refusal !== null) {
        answers.push({ sourceServerId, settings: null, failure: refusal });
        continue;
      }
      try {
        answers.push({ sourceServerId, settings: await getLaunchSettings(aws, place, sourceServerId), failure: null });
      } catch (error) {
        const failure = awsFailureOf(error);
        if (meetsEveryServer(failure)) refusal = failure;
        answers.push({ sourceServerId, settings: null, failure });
      }
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, ask));
  return answers;
}

function meetsEveryServer({ status, name }: AwsFailure): boolean {
  return status === null || status === 403 || status === 429 || name === "UninitializedAccountException";
}

/** Answers AWS's words where subnets or their routes could not be read; they are asked for again with the next batch. */
async function learnSubnets({ aws, place, subnets }: Reading, ids: readonly string[]): Promise<string | null> {
  const missing = [...new Set(ids)].filter((id) => (subnets.get(id)?.exits ?? null) === null);
  if (missing.length === 0) return null;
  const read = await describeSubnetRoutes(aws, place, missing);
  for (const [id, facts] of read.subnets) subnets.set(id, facts);
  return read.error;
}

function templateOf({ templates }: Reading, settings: LaunchSettings | null): LaunchTemplate | null {
  return templates.get(settings?.templateId ?? "") ?? null;
}

const UNKNOWN_SUBNET: SubnetFacts = { subnetName: null, vpcId: null, exits: null };

function toLanding(reading: Reading, settings: LaunchSettings): Landing | null {
  const template = templateOf(reading, settings);
  if (template === null || settings.templateId === null) return null;
  return {
    templateId: settings.templateId,
    templateVersion: template.version,
    copiesPrivateIp: settings.copiesPrivateIp,
    intoInstanceId: settings.intoInstanceId,
    interfaces: template.interfaces.map((each) => ({
      ...each,
      ...(reading.subnets.get(each.subnetId ?? "") ?? UNKNOWN_SUBNET),
    })),
  };
}

function hasGaps({ interfaces }: Landing): boolean {
  return interfaces.some((each) => each.subnetId !== null && each.exits === null);
}

function failed(sourceServerId: string, failure: AwsFailure): LandingTry {
  return { sourceServerId, landing: null, error: awsWords(failure) };
}
