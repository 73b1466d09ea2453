import { z } from "zod";

const JournalEntry = z.object({
  seq: z.number(),
  operation: z.string(),
  status: z.number().nullable(),
  request: z.unknown(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

const Account = z.object({
  accountId: z.string(),
  name: z.string(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  regions: z.array(z.string()),
});
const Job = z.object({
  jobID: z.string(),
  type: z.string(),
  status: z.string(),
  initiatedBy: z.string(),
  creationDateTime: z.string(),
  endDateTime: z.string().optional(),
  participatingServers: z.array(z.object({ sourceServerID: z.string() })),
});
const World = z.object({
  accounts: z.array(Account),
  regions: z.array(
    z.object({
      accountId: z.string(),
      region: z.string(),
      jobs: z.array(Job),
      recoveryInstances: z.array(z.looseObject({ sourceServerId: z.string() })),
    }),
  ),
});
export type World = z.infer<typeof World>;

/** The simulator's control API, as far as the engine's tests need it. */
export type SimulatedAws = {
  url: string;
  addFault: (rule: object) => Promise<void>;
  clearFaults: () => Promise<void>;
  /** How commands, automations, invocations and alarms turn out. */
  addOutcome: (rule: object) => Promise<void>;
  clearOutcomes: () => Promise<void>;
  addFunction: (named: { accountId: string; region: string; functionName: string }) => Promise<void>;
  calls: (operation: string) => Promise<JournalEntry[]>;
  world: () => Promise<World>;
  instancesOf: (sourceServerId: string) => Promise<object[]>;
  /** Every launch that AWS took, in the order of their starts, milliseconds since 1970. */
  launchJobs: () => Promise<{ isRecovery: boolean; startedAt: number; endedAt: number }[]>;
  /** How often each server was launched, over all jobs that AWS ever started. */
  launchesPerServer: () => Promise<Map<string, number>>;
};

export function simulatedAws(url: string): SimulatedAws {
  async function read<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const response = await fetch(`${url}/_control/${path}`);
    return schema.parse(await response.json());
  }

  async function change(method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
  }

  const world = () => read(World, "state");
  return {
    url,
    world,
    addFault: (rule) => change("POST", "faults", rule),
    clearFaults: () => change("DELETE", "faults"),
    addOutcome: (rule) => change("POST", "outcomes", rule),
    clearOutcomes: () => change("DELETE", "outcomes"),
    addFunction: (named) => change("POST", "functions", named),
    async calls(operation) {
      const { items } = await read(z.object({ items: z.array(JournalEntry) }), `journal?operation=${operation}`);
      return items;
    },
    async instancesOf(sourceServerId) {
      const instances = (await world()).regions.flatMap((region) => region.recoveryInstances);
      return instances.filter((instance) => instance.sourceServerId === sourceServerId);
    },
    async launchJobs() {
      const jobs = (await world()).regions.flatMap((region) => region.jobs).filter((job) => job.type === "LAUNCH");
      return jobs
        .map((job) => ({
          isRecovery: job.initiatedBy === "START_RECOVERY",
          startedAt: Date.parse(job.creationDateTime),
          endedAt: job.endDateTime === undefined ? Infinity : Date.parse(job.endDateTime),
        }))
        .sort((a, b) => a.startedAt - b.startedAt);
    },
    async launchesPerServer() {
      const jobs = (await world()).regions.flatMap((region) => region.jobs).filter((job) => job.type === "LAUNCH");
      const counts = new Map<string, number>();
      for (const { sourceServerID } of jobs.flatMap((job) => job.participatingServers)) {
        counts.set(sourceServerID, (counts.get(sourceServerID) ?? 0) + 1);
      }
      return counts;
    },
  };
}
