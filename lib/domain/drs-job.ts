/** A DRS job as `lib/aws` reads it. A job ends COMPLETED even when every server of it failed. */
export type DrsJob = {
  jobId: string;
  status: "PENDING" | "STARTED" | "COMPLETED";
  kind: "DRILL" | "RECOVERY" | "TERMINATE" | "OTHER";
  createdAt: Date;
  endedAt: Date | null;
  tags: Record<string, string>;
  servers: { sourceServerId: string; launchStatus: DrsLaunchStatus }[];
};

export type DrsLaunchStatus = "PENDING" | "IN_PROGRESS" | "LAUNCHED" | "FAILED" | "TERMINATED";

/** One line of a job's log; `event` is DRS's own word. */
export type DrsJobLogItem = {
  at: Date;
  event: string;
  sourceServerId: string | null;
  conversionServerId: string | null;
  targetInstanceId: string | null;
  rawError: string | null;
};

export type DrsRecoveryInstance = {
  recoveryInstanceId: string;
  sourceServerId: string;
  jobId: string | null;
  isDrill: boolean;
  state: string;
  /** The moment whose data it was launched with. */
  dataAt: Date | null;
};

const GONE_STATES = new Set(["TERMINATED", "SHUTTING-DOWN", "NOT_FOUND"]);

/** The EC2 instance behind it still exists, so a new launch of its server would terminate it. */
export function isInstanceAlive(instance: Pick<DrsRecoveryInstance, "state">): boolean {
  return !GONE_STATES.has(instance.state);
}

/** Tags on what DRS launched for us in EC2, by which a clean-up finds what is left. */
export const RESOURCE_TAGS = {
  execution: "drs-orchestrator:execution",
  wave: "drs-orchestrator:wave",
  server: "drs-orchestrator:server",
} as const;

/** Tags on every job we start, by which a job finds its way back to its launch. */
export const JOB_TAGS = {
  execution: "drs-orchestrator:execution",
  wave: "drs-orchestrator:wave",
  launch: "drs-orchestrator:launch",
} as const;
