import { z } from "zod";

import { JOB_TAGS } from "#lib/domain/drs-job.ts";

import type { AwsFacts, InstanceFacts, JobFacts } from "./facts.ts";

const Job = z.object({
  jobID: z.string(),
  type: z.enum(["LAUNCH", "TERMINATE"]),
  initiatedBy: z.string(),
  status: z.string(),
  creationDateTime: z.coerce.date(),
  tags: z.record(z.string(), z.string()),
  log: z.array(
    z.object({
      at: z.number(),
      event: z.string(),
      eventData: z.object({ sourceServerID: z.string().optional(), targetInstanceID: z.string().optional() }),
    }),
  ),
});
type Job = z.infer<typeof Job>;

const Instance = z.object({
  instanceId: z.string(),
  sourceServerId: z.string(),
  terminateRequestedAt: z.number().nullable(),
});

const State = z.object({
  clock: z.object({ speed: z.number(), simulatedAt: z.coerce.date() }),
  regions: z.array(
    z.object({
      jobs: z.array(Job),
      ec2Instances: z.array(Instance),
      executions: z.array(z.object({ name: z.string(), status: z.string() })),
    }),
  ),
});
type State = z.infer<typeof State>;

const Termination = z.object({
  status: z.number().nullable(),
  request: z.looseObject({ recoveryInstanceIDs: z.array(z.string()).optional() }),
});

/** What the simulated AWS has to say after a run. */
export async function readAws(url: string): Promise<AwsFacts> {
  const state = State.parse(await read(`${url}/_control/state`));
  return {
    jobs: state.regions.flatMap((region) => region.jobs).map(toJob),
    instances: state.regions.flatMap((region) => region.ec2Instances).map((instance) => toInstance(instance, state)),
    stateMachines: state.regions.flatMap((region) => region.executions),
    terminated: await readTerminated(url),
  };
}

/** How many calls of an operation AWS has got so far. */
export async function countCalls(url: string, operation: string): Promise<number> {
  const Calls = z.object({ items: z.array(z.object({ seq: z.number() })) });
  return Calls.parse(await read(`${url}/_control/journal?operation=${operation}`)).items.length;
}

async function readTerminated(url: string): Promise<string[]> {
  const Calls = z.object({ items: z.array(Termination) });
  const { items } = Calls.parse(await read(`${url}/_control/journal?operation=TerminateRecoveryInstances`));
  // A call whose reply was cut off may have taken effect.
  const taken = items.filter(({ status }) => status === null || status < 300);
  return [...new Set(taken.flatMap(({ request }) => request.recoveryInstanceIDs ?? []))];
}

function toJob(job: Job): JobFacts {
  const { jobID, type, initiatedBy, status, creationDateTime, tags, log } = job;
  const wave = tags[JOB_TAGS.wave];
  return {
    jobId: jobID,
    type,
    isDrill: initiatedBy === "START_DRILL",
    status,
    createdAt: creationDateTime,
    executionId: tags[JOB_TAGS.execution] ?? null,
    launchId: tags[JOB_TAGS.launch] ?? null,
    waveNumber: wave === undefined ? null : Number(wave),
    launched: log.flatMap(({ at, event, eventData }) => {
      const { sourceServerID: sourceServerId, targetInstanceID: instanceId } = eventData;
      if (event !== "LAUNCH_END" || sourceServerId === undefined || instanceId === undefined) return [];
      return [{ sourceServerId, instanceId, at: new Date(at) }];
    }),
    replaced: log.flatMap(({ event, eventData }) =>
      event === "CLEANUP_END" && eventData.sourceServerID !== undefined ? [eventData.sourceServerID] : [],
    ),
  };
}

/** Instances live in simulated time; jobs are dated by the wall clock. */
function toInstance(
  { instanceId, sourceServerId, terminateRequestedAt }: z.infer<typeof Instance>,
  { clock }: State,
): InstanceFacts {
  if (terminateRequestedAt === null) return { instanceId, sourceServerId, diedAt: null };
  const simulatedMsAgo = clock.simulatedAt.getTime() - terminateRequestedAt;
  return { instanceId, sourceServerId, diedAt: new Date(Date.now() - simulatedMsAgo / clock.speed) };
}

async function read(address: string): Promise<unknown> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
