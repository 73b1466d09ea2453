import { z } from "zod";
import { LONGEST_CLOCK_HISTORY } from "./clock.ts";
import { TopologyName } from "./seed/topologies.ts";

/** Milliseconds that a Date can hold. */
const moment = z.number().min(-8.64e15).max(8.64e15);
const text = z.string();
const tags = z.record(text, text);

function table<Row extends z.ZodType>(row: Row) {
  return z.map(text, row);
}

const segments = z
  .array(z.object({ wall: moment, sim: moment, speed: z.number().positive() }))
  .min(1)
  .max(LONGEST_CLOCK_HISTORY)
  .refine(
    (all) =>
      all.every(
        ({ wall, sim }, index) => wall >= (all[index - 1]?.wall ?? wall) && sim >= (all[index - 1]?.sim ?? sim),
      ),
    "time goes backwards",
  );

const sourceServer = z.looseObject({
  ...{ sourceServerId: text, hostname: text, fqdn: text, os: text, instanceType: text, privateIp: text, tags },
  disks: z.array(z.looseObject({ deviceName: text, bytes: z.number().min(0) })),
  addedAt: moment,
  replication: z.looseObject({
    ...{ state: text, lagSeconds: z.number().min(0).max(1e10), progressPercent: z.number().min(0).max(100) },
    ...{ stoppedAt: moment.nullable(), unseenSince: moment.nullable(), initialSyncDone: z.boolean() },
  }),
  lastLaunch: z.looseObject({ apiCallAt: moment, jobId: text, type: text, status: text }).nullable(),
  recoveryInstanceId: text.nullable(),
});

const job = z.looseObject({
  ...{ jobId: text, type: text, initiatedBy: text, status: text, tags },
  ...{ createdAt: moment, endedAt: moment.nullable() },
  participants: z.array(
    z.looseObject({ sourceServerId: text, launchStatus: text, dataAt: moment, isDone: z.boolean() }),
  ),
  log: z.array(z.looseObject({ at: moment, event: text, eventData: z.record(text, z.unknown()) })),
});

const recoveryInstance = z.looseObject({
  ...{ recoveryInstanceId: text, sourceServerId: text, jobId: text, isDrill: z.boolean(), tags },
  ...{ dataAt: moment, visibleAt: moment },
});

const instance = z.looseObject({
  ...{ instanceId: text, instanceType: text, availabilityZone: text, privateIp: text, tags, sourceServerId: text },
  ...{ launchedAt: moment, runningAt: moment, checksPassedAt: moment, terminateRequestedAt: moment.nullable() },
});

const execution = z.looseObject({
  ...{ executionArn: text, stateMachineArn: text, name: text, status: text, input: text },
  ...{
    startedAt: moment,
    stoppedAt: moment.nullable(),
    events: z.array(z.looseObject({ timestamp: moment, type: text, id: z.number() })),
  },
});

const regionState = z.looseObject({
  ...{ accountId: text, region: text },
  drs: z.looseObject({
    ...{ isInitialized: z.boolean(), idsIssued: z.int().min(0) },
    ...{ sourceServers: table(sourceServer), jobs: table(job), recoveryInstances: table(recoveryInstance) },
  }),
  ec2: z.looseObject({ instances: table(instance) }),
  sfn: z.looseObject({
    activities: table(z.looseObject({ activityArn: text, name: text, createdAt: moment })),
    stateMachines: table(z.looseObject({ stateMachineArn: text, name: text, revisionKey: text, createdAt: moment })),
    revisions: table(z.looseObject({ key: text, definition: text })),
    ...{ versions: table(z.looseObject({})), aliases: table(z.looseObject({})), tags: table(table(text)) },
    executions: table(execution),
  }),
  ssm: z.looseObject({
    ...{ idsIssued: z.int().min(0), documents: table(z.looseObject({ name: text, documentType: text })) },
    commands: table(z.looseObject({ commandId: text, requestedAt: moment, invocations: z.array(z.looseObject({})) })),
    automations: table(z.looseObject({ executionId: text, startedAt: moment, steps: z.array(z.looseObject({})) })),
  }),
  lambda: z.looseObject({ functions: table(z.looseObject({ functionName: text, modifiedAt: moment })) }),
  sns: z.looseObject({
    topics: table(z.looseObject({ topicArn: text })),
    messages: z.array(z.looseObject({ at: moment })),
  }),
  cloudwatch: z.looseObject({ alarms: table(z.looseObject({ alarmName: text, configuredAt: moment })) }),
});

const hostedZone = z.looseObject({
  ...{ zoneId: text, name: text },
  recordSets: table(z.looseObject({ Name: text, Type: text })),
});

const account = z.looseObject({
  ...{ accountId: text, name: text, roleArn: text.nullable(), externalId: text.nullable() },
  regions: z.array(text),
});

const event = z.looseObject({ at: moment, accountId: text, region: text });

/** What a saved state must at least hold; members that are not named here are kept as they are. */
export const Saved = z.looseObject({
  ...{ savedAt: moment, topology: TopologyName, seed: z.int().min(0) },
  world: z.looseObject({
    ...{ accounts: table(account), regions: table(regionState), scenarios: table(z.looseObject({})) },
    route53: table(
      z.looseObject({
        ...{ idsIssued: z.int().min(0), zones: table(hostedZone) },
        changes: table(z.looseObject({ changeId: text, submittedAt: moment, insyncAt: moment })),
      }),
    ),
    iam: table(z.looseObject({ roles: table(z.looseObject({})), denials: table(z.array(z.looseObject({}))) })),
    outcomes: z.looseObject({ issued: z.int().min(0), rules: z.array(z.looseObject({ id: text, addedAt: moment })) }),
    faults: z.looseObject({ rules: z.array(z.looseObject({ id: text, addedAt: moment })), lastId: z.int().min(0) }),
  }),
  segments,
  events: z.array(event),
});
