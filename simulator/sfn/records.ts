import type { LoggingConfiguration, TracingConfiguration } from "@aws-sdk/client-sfn";

export type Activity = { activityArn: string; name: string; createdAt: number };

/** What an execution runs by. Revisions are never changed and never forgotten, so executions keep theirs. */
export type Revision = {
  key: string;
  /** Null until the state machine is updated for the first time. */
  revisionId: string | null;
  definition: string;
  roleArn: string;
  loggingConfiguration: LoggingConfiguration;
  tracingConfiguration: TracingConfiguration;
  madeAt: number;
};

export type StateMachineRecord = {
  stateMachineArn: string;
  name: string;
  type: "STANDARD" | "EXPRESS";
  status: "ACTIVE" | "DELETING";
  createdAt: number;
  /** Of the revision that a start runs by now. */
  revisionKey: string;
  revisionCount: number;
  /** Number of the version that was published last; numbers are never used again. */
  lastVersion: number;
  /** How the creation asked for a version: a repeated creation must ask the same. */
  createdWith: { publish: boolean; versionDescription: string | null };
};

export type VersionRecord = {
  stateMachineVersionArn: string;
  stateMachineArn: string;
  revisionKey: string;
  description: string | null;
  createdAt: number;
};

/** Weights are per cent of the starts, and 100 together. */
export type Route = { stateMachineVersionArn: string; weight: number };

export type AliasRecord = {
  stateMachineAliasArn: string;
  stateMachineArn: string;
  name: string;
  description: string | null;
  routes: Route[];
  createdAt: number;
  updatedAt: number;
};

/** In the words of GetExecutionHistory, but for the time: wall-clock milliseconds. */
export type HistoryEvent = { timestamp: number; type: string; id: number; previousEventId: number } & Record<
  string,
  unknown
>;

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** One execution of a state machine. Times are wall-clock milliseconds; input and output are JSON text. */
export type Execution = {
  executionArn: string;
  stateMachineArn: string;
  stateMachineVersionArn: string | null;
  stateMachineAliasArn: string | null;
  revisionKey: string;
  name: string;
  status: ExecutionStatus;
  startedAt: number;
  stoppedAt: number | null;
  input: string;
  output: string | null;
  error: string | null;
  cause: string | null;
  events: HistoryEvent[];
};

/** What Step Functions keeps in one account and Region, by ARN. */
export type SfnState = {
  activities: Map<string, Activity>;
  stateMachines: Map<string, StateMachineRecord>;
  revisions: Map<string, Revision>;
  versions: Map<string, VersionRecord>;
  aliases: Map<string, AliasRecord>;
  tags: Map<string, Map<string, string>>;
  executions: Map<string, Execution>;
};

export function emptySfn(): SfnState {
  return {
    activities: new Map(),
    stateMachines: new Map(),
    revisions: new Map(),
    versions: new Map(),
    aliases: new Map(),
    tags: new Map(),
    executions: new Map(),
  };
}

/** What a restart leaves: executions that ran are forgotten, and with them the machines that waited for their end. */
export function forgetRunning(state: SfnState): void {
  for (const [arn, execution] of state.executions) if (execution.status === "RUNNING") state.executions.delete(arn);
  for (const [arn, machine] of state.stateMachines) if (machine.status === "DELETING") removeStateMachine(state, arn);
}

/** Takes a state machine away, with its versions, aliases and tags. Its executions stay. */
export function removeStateMachine(state: SfnState, stateMachineArn: string): void {
  state.stateMachines.delete(stateMachineArn);
  state.tags.delete(stateMachineArn);
  for (const [arn, version] of state.versions) {
    if (version.stateMachineArn === stateMachineArn) state.versions.delete(arn);
  }
  for (const [arn, alias] of state.aliases) if (alias.stateMachineArn === stateMachineArn) state.aliases.delete(arn);
}
