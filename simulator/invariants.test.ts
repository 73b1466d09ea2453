import {
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
  DescribeSourceServersCommand,
  StartRecoveryCommand,
  StopReplicationCommand,
  StartReplicationCommand,
  TerminateRecoveryInstancesCommand,
  type DrsClient,
} from "@aws-sdk/client-drs";
import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Job } from "./drs/records.ts";
import { PAYMENTS, startBench, type Bench } from "./test-bench.ts";
import { regionState, type RegionState } from "./world.ts";

/** What somebody does next; numbers choose among the servers or instances that there are. */
type Step =
  | { kind: "launch"; servers: number[]; isDrill: boolean }
  | { kind: "terminate"; instance: number }
  | { kind: "kill"; instance: number }
  | { kind: "stop"; server: number }
  | { kind: "start"; server: number }
  | { kind: "wait"; seconds: number };

const index = fc.nat({ max: 21 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant("launch" as const),
      servers: fc.uniqueArray(index, { minLength: 1, maxLength: 8 }),
      isDrill: fc.boolean(),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 900 }) }),
    weight: 4,
  },
  fc.record({ kind: fc.constant("terminate" as const), instance: index }),
  fc.record({ kind: fc.constant("kill" as const), instance: index }),
  fc.record({ kind: fc.constant("stop" as const), server: index }),
  fc.record({ kind: fc.constant("start" as const), server: index }),
);
const steps = fc.array(step, { minLength: 5, maxLength: 25 });

const AN_HOUR = 3600;

/** A simulator whose clock moves only when it is told to. */
async function startStanding(): Promise<Bench> {
  return startBench({ speed: 0.000_001, seed: 3 });
}

async function take(bench: Bench, each: Step): Promise<void> {
  const drs = bench.drs();
  try {
    await perform(bench, drs, each);
  } catch (error) {
    // A refusal in DRS's or EC2's own words is an answer like any other.
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 500;
    if (status >= 500) throw error;
  }
}

async function perform(bench: Bench, drs: DrsClient, each: Step): Promise<void> {
  if (each.kind === "wait") {
    await bench.control("POST", "/clock/advance", { seconds: each.seconds });
    return;
  }
  const { items = [] } = await drs.send(new DescribeSourceServersCommand({}));
  const idOf = (at: number) => items[at % items.length]?.sourceServerID ?? "";
  if (each.kind === "launch") {
    const sourceServers = each.servers.map((at) => ({ sourceServerID: idOf(at) }));
    await drs.send(new StartRecoveryCommand({ sourceServers, isDrill: each.isDrill }));
  }
  if (each.kind === "stop") await drs.send(new StopReplicationCommand({ sourceServerID: idOf(each.server) }));
  if (each.kind === "start") await drs.send(new StartReplicationCommand({ sourceServerID: idOf(each.server) }));
  if (each.kind !== "terminate" && each.kind !== "kill") return;
  const { items: instances = [] } = await drs.send(new DescribeRecoveryInstancesCommand({}));
  const id = instances[each.instance % Math.max(1, instances.length)]?.recoveryInstanceID;
  if (id === undefined) return;
  if (each.kind === "kill") await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  else await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [id] }));
}

/** What is wrong with an account's Region; empty when nothing is. */
function broken(here: RegionState): string[] {
  const active = [...here.drs.jobs.values()].filter((job) => job.status !== "COMPLETED");
  const busy = active.flatMap((job) => job.participants.map((each) => each.sourceServerId));
  const instances = [...here.drs.recoveryInstances.values()];
  const perServer = Map.groupBy(
    instances.filter((each) => !each.isDeleted),
    (each) => each.sourceServerId,
  );
  return [
    ...(new Set(busy).size < busy.length ? ["a server is in two jobs"] : []),
    ...(active.length > 20 || busy.length > 500 ? ["a quota is exceeded"] : []),
    ...instances.flatMap(({ jobId, recoveryInstanceId: id }) => (here.drs.jobs.has(jobId) ? [] : [`${id} has no job`])),
    ...instances.flatMap(({ recoveryInstanceId: id }) => (here.ec2.instances.has(id) ? [] : [`${id} is not in EC2`])),
    ...[...perServer].flatMap(([id, all]) => (all.length > 1 ? [`${id} has ${all.length} recovery instances`] : [])),
    ...[...here.drs.jobs.values()].flatMap(unordered),
  ];
}

function unordered({ jobId, log, createdAt, endedAt }: Job): string[] {
  const moments = log.map((each) => each.at);
  const isSorted = moments.every((at, position) => at >= (moments[position - 1] ?? createdAt));
  const isClosed = endedAt === null || log.at(-1)?.event === "JOB_END";
  return isSorted && isClosed ? [] : [`the log of ${jobId} is out of order`];
}

test("no sequence of calls breaks the world, and every job ends", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const bench = await startStanding();
      const here = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region);
      for (const each of sequence) {
        await take(bench, each);
        expect(broken(here)).toEqual([]);
      }
      await bench.control("POST", "/clock/advance", { seconds: AN_HOUR });
      expect(broken(here)).toEqual([]);
      const { items = [] } = await bench.drs().send(new DescribeJobsCommand({}));
      expect(items.filter((job) => job.status !== "COMPLETED")).toEqual([]);
      await bench.close();
    }),
    { numRuns: 30 },
  );
});

test("the same seed and calls give the same world", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const worlds = [];
      for (let run = 0; run < 2; run += 1) {
        const bench = await startStanding();
        for (const each of sequence) await take(bench, each);
        worlds.push(outline(regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region)));
        await bench.close();
      }
      expect(worlds[1]).toEqual(worlds[0]);
    }),
    { numRuns: 10 },
  );
});

/** The world without its moments, which are those of the wall clock. */
function outline({ drs, ec2 }: RegionState): unknown {
  return {
    jobs: [...drs.jobs.values()].map(({ jobId, status, participants, log }) => ({
      ...{ jobId, status },
      participants: participants.map(({ sourceServerId, launchStatus }) => [sourceServerId, launchStatus]),
      log: log.map(({ event, eventData }) => [event, eventData]),
    })),
    servers: [...drs.sourceServers.values()].map(({ sourceServerId, recoveryInstanceId, lastLaunchResult }) => {
      return [sourceServerId, recoveryInstanceId, lastLaunchResult];
    }),
    instances: [...ec2.instances.values()].map(({ instanceId, privateIp, instanceType }) => [
      instanceId,
      privateIp,
      instanceType,
    ]),
  };
}
