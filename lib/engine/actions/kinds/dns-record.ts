import { readChangeStatus, readRecordSet, type RecordSetValue, upsertRecordSet } from "#lib/aws/route53-records.ts";
import { findAccountAccess } from "#lib/db/account-access.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { renderRecordValues } from "#lib/domain/actions/render-fields.ts";
import { z } from "zod";

import { type Job, placeOfJob } from "../job.ts";
import { ended, type Means, rendered, type TryStep } from "../means.ts";

const Progress = z.object({ accountId: z.string(), changeId: z.string(), before: z.unknown() });

type RecordJob = Job<"ROUTE53_RECORD">;

/** Written until Route 53 says that every name server has it. What the record was before is kept in the output. */
export const DNS_RECORD: Means<"ROUTE53_RECORD"> = {
  send,
  find: send,
  async follow(job, stored) {
    const progress = readStoredJson(Progress, stored);
    const access = await accessOf(job, progress.accountId);
    const { changeId } = progress;
    const status = await readChangeStatus(job.engine.aws, access, { changeId, signal: job.signal });
    if (status === "PENDING") return { kind: "running", progress };
    const present = await readRecordSet(job.engine.aws, access, { key: keyOf(job), signal: job.signal });
    const output = `Before: ${valueWords(progress.before as RecordSetValue | null)}\nNow: ${valueWords(present)}`;
    return ended("SUCCEEDED", { output, result: { before: valueWords(progress.before as RecordSetValue | null) } });
  },
};

async function send(job: RecordJob): Promise<TryStep> {
  const { action, data, engine, signal } = job;
  const values = rendered(renderRecordValues(action.recordType, action.values, data));
  if ("failed" in values) return values.failed;
  const place = placeOfJob(job, {});
  if (place === null) return ended("FAILED", { error: "The wave has no server that would say whose record it is." });
  const access = await accessOf(job, place.accountId);
  const key = keyOf(job);
  const before = await readRecordSet(engine.aws, access, { key, signal });
  const value = { ttl: action.ttl, values: values.value, alias: null, routing: {} };
  const comment = `DRS Orchestrator action ${job.tryId}`;
  const changeId = await upsertRecordSet(engine.aws, access, { key, value, comment, signal });
  const request = { name: action.recordName, type: action.recordType, ttl: action.ttl, values: values.value };
  return { kind: "running", progress: { accountId: place.accountId, changeId, before }, request };
}

function keyOf({ action }: RecordJob) {
  const { hostedZoneId, recordName: name, recordType: type } = action;
  return { hostedZoneId, name, type, setIdentifier: null };
}

async function accessOf(job: RecordJob, accountId: string) {
  const access = await findAccountAccess(job.engine.context.db, accountId);
  if (access === null) throw new Error(`Account ${accountId} is not registered any more.`);
  return access;
}

function valueWords(value: RecordSetValue | null): string {
  if (value === null) return "no record";
  if (value.alias !== null) return `alias of ${value.alias.dnsName}`;
  return `${value.values.join(", ")} (TTL ${value.ttl ?? "unknown"})`;
}
