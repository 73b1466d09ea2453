import { describe, expect, test } from "vitest";

import { type DrsJob, JOB_TAGS, type LastLaunch } from "./drs-job.ts";
import { CLOCK_SLACK_MS, findLaunchedJob, type UnresolvedLaunch } from "./launch-adoption.ts";
import { drsJob, JOB_STARTED_AT, participants } from "./testing/drs-job.ts";

const A = "s-3aaaaaaaaaaaaaaaa";
const B = "s-3bbbbbbbbbbbbbbbb";
const C = "s-3cccccccccccccccc";

const LAUNCH: UnresolvedLaunch = { id: "launch-1", isDrill: true, serverIds: [A, B], requestedAt: JOB_STARTED_AT };

function lastLaunches(jobs: Record<string, string>): LastLaunch[] {
  return Object.entries(jobs).map(([sourceServerId, jobId]) => ({ sourceServerId, jobId, at: JOB_STARTED_AT }));
}

/** A job that fits the launch in everything but carries no tag of anybody. */
const UNTAGGED: DrsJob = drsJob({ servers: participants({ [A]: "PENDING", [B]: "PENDING" }) });
const NAMED_BY_BOTH = lastLaunches({ [A]: UNTAGGED.jobId, [B]: UNTAGGED.jobId });

describe("a job is adopted", () => {
  test("by our tag, even when no server names it and DRS shows no participants yet", () => {
    const tagged = drsJob({ jobId: "drsjob-3aaaaaaaaaaaaaaaa", tags: { [JOB_TAGS.launch]: LAUNCH.id }, servers: [] });
    expect(findLaunchedJob(LAUNCH, { jobs: [UNTAGGED, tagged], lastLaunches: NAMED_BY_BOTH })).toBe(tagged);
  });

  test("when it is over already", () => {
    const over = drsJob({ status: "COMPLETED", tags: { [JOB_TAGS.launch]: LAUNCH.id } });
    expect(findLaunchedJob(LAUNCH, { jobs: [over], lastLaunches: [] })).toBe(over);
  });

  test("without a tag when every server names it as its last launch and it fits", () => {
    expect(findLaunchedJob(LAUNCH, { jobs: [UNTAGGED], lastLaunches: NAMED_BY_BOTH })).toBe(UNTAGGED);
  });

  test("in whatever order its servers stand", () => {
    const job = { ...UNTAGGED, servers: [...UNTAGGED.servers].reverse() };
    expect(findLaunchedJob(LAUNCH, { jobs: [job], lastLaunches: NAMED_BY_BOTH })).toBe(job);
  });

  test("when AWS's clock is behind ours by no more than the slack", () => {
    const job = { ...UNTAGGED, createdAt: new Date(LAUNCH.requestedAt.getTime() - CLOCK_SLACK_MS) };
    expect(findLaunchedJob(LAUNCH, { jobs: [job], lastLaunches: NAMED_BY_BOTH })).toBe(job);
  });

  test("as a recovery when the launch is one", () => {
    const recovery: DrsJob = { ...UNTAGGED, kind: "RECOVERY" };
    const seen = { jobs: [recovery], lastLaunches: NAMED_BY_BOTH };
    expect(findLaunchedJob({ ...LAUNCH, isDrill: false }, seen)).toBe(recovery);
  });
});

describe("a job that every server names is left alone", () => {
  test.each<[string, Partial<DrsJob>]>([
    ["it carries the tag of another launch", { tags: { [JOB_TAGS.launch]: "launch-2" } }],
    ["it is a recovery and the launch a drill", { kind: "RECOVERY" }],
    ["it terminates", { kind: "TERMINATE" }],
    ["it is something else", { kind: "OTHER" }],
    ["it has fewer servers", { servers: participants({ [A]: "PENDING" }) }],
    ["it has more servers", { servers: participants({ [A]: "PENDING", [B]: "PENDING", [C]: "PENDING" }) }],
    ["it has other servers", { servers: participants({ [A]: "PENDING", [C]: "PENDING" }) }],
    ["it shows no servers", { servers: [] }],
    ["it is older than the slack", { createdAt: new Date(LAUNCH.requestedAt.getTime() - CLOCK_SLACK_MS - 1) }],
  ])("when %s", (_why, difference) => {
    const seen = { jobs: [{ ...UNTAGGED, ...difference }], lastLaunches: NAMED_BY_BOTH };
    expect(findLaunchedJob(LAUNCH, seen)).toBeNull();
  });
});

describe("an untagged job that fits is left alone", () => {
  test.each<[string, LastLaunch[]]>([
    ["when no server names it", []],
    ["when one server names nothing", lastLaunches({ [A]: UNTAGGED.jobId })],
    ["when one server names another job", lastLaunches({ [A]: UNTAGGED.jobId, [B]: "drsjob-3bbbbbbbbbbbbbbbb" })],
    [
      "when all servers name another job",
      lastLaunches({ [A]: "drsjob-3bbbbbbbbbbbbbbbb", [B]: "drsjob-3bbbbbbbbbbbbbbbb" }),
    ],
  ])("%s", (_why, named) => {
    expect(findLaunchedJob(LAUNCH, { jobs: [UNTAGGED], lastLaunches: named })).toBeNull();
  });
});

test("nothing is adopted when AWS shows no jobs", () => {
  expect(findLaunchedJob(LAUNCH, { jobs: [], lastLaunches: NAMED_BY_BOTH })).toBeNull();
});
