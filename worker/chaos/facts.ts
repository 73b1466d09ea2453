import type { ExecutionStatus, ExecutionType, ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

/** What the database says after a run. */
export type ExecutionFacts = {
  id: string;
  type: ExecutionType;
  status: ExecutionStatus;
  generation: number;
  contract: number;
  engineStoppedAt: Date | null;
  endedAt: Date | null;
  waves: WaveFacts[];
  servers: ServerFacts[];
  launches: LaunchFacts[];
  events: EventFacts[];
  tasks: { step: string; waveNumber: number; generation: number; resolvedAt: Date | null; sentAt: Date | null }[];
  decisions: { waveNumber: number; action: string; serverIds: string[] }[];
  /** `error`: why it cannot go on yet. */
  cleanups: { number: number; status: string; endedAt: Date | null; error: string | null }[];
  terminations: { jobId: string | null; instanceIds: string[]; endedAt: Date | null }[];
};

export type WaveFacts = {
  number: number;
  dependsOn: number[];
  status: WaveStatus;
  reason: string | null;
  onFailure: OnFailure;
  passPercent: number;
  automaticRetries: number;
  continuedAt: Date | null;
  trouble: string | null;
  endedAt: Date | null;
};

export type ServerFacts = {
  sourceServerId: string;
  waveNumber: number;
  status: ServerStatus;
  cameTo: ServerStatus | null;
  isCritical: boolean;
  attempts: number;
  automaticRetries: number;
  recoveryInstanceId: string | null;
  error: string | null;
  releasedAt: Date | null;
};

export type LaunchFacts = {
  id: string;
  waveNumber: number;
  serverIds: string[];
  jobId: string | null;
  refusedAt: Date | null;
  endedAt: Date | null;
};

export type EventFacts = {
  seq: number;
  at: Date;
  kind: string;
  waveNumber: number | null;
  sourceServerId: string | null;
  detail: string | null;
};

export type LeaseFacts = { name: string; owner: string; until: Date; renewedAt: Date };

/** What AWS says after a run. Tags are the product's; a job without them is somebody else's. */
export type JobFacts = {
  jobId: string;
  type: "LAUNCH" | "TERMINATE";
  isDrill: boolean;
  status: string;
  createdAt: Date;
  executionId: string | null;
  launchId: string | null;
  waveNumber: number | null;
  /** Instances that the job launched, as its log says. */
  launched: { sourceServerId: string; instanceId: string; at: Date }[];
  /** Servers whose earlier instances the job removed. */
  replaced: string[];
};

export type InstanceFacts = {
  instanceId: string;
  sourceServerId: string;
  /** When it was, or will be, told to terminate; null for one that lives on. */
  diedAt: Date | null;
};

export type StateMachineFacts = { name: string; status: string };

export type AwsFacts = {
  jobs: JobFacts[];
  instances: InstanceFacts[];
  stateMachines: StateMachineFacts[];
  /** Instances named in calls of TerminateRecoveryInstances and TerminateInstances that AWS took; all are ours. */
  terminated: string[];
};

/** What people, played by the suite, asked for beyond the plan. */
export type AskedFor = {
  retries: { executionId: string; sourceServerId: string }[];
  cleanups: { executionId: string }[];
};

export type Facts = {
  executions: ExecutionFacts[];
  leases: LeaseFacts[];
  aws: AwsFacts;
  asked: AskedFor;
  /** The moment at which the facts were read, before the workers were stopped. */
  at: Date;
  liveWorkers: number[];
};

/** Something that must never be. `rule` is the promise that was broken. */
export type Violation = { rule: string; detail: string };
