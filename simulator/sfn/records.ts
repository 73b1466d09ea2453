export type Activity = { activityArn: string; name: string; createdAt: number };

export type StateMachineRecord = {
  stateMachineArn: string;
  name: string;
  definition: string;
  roleArn: string;
  type: string;
  createdAt: number;
  revisionId: string;
};

export type HistoryEvent = { timestamp: number; type: string; id: number; previousEventId: number } & Record<
  string,
  unknown
>;

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** One execution of a state machine. Times are wall-clock milliseconds; input and output are JSON text. */
export type Execution = {
  executionArn: string;
  stateMachineArn: string;
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

/** What Step Functions keeps in one account and Region. */
export type SfnState = {
  activities: Map<string, Activity>;
  stateMachines: Map<string, StateMachineRecord>;
  executions: Map<string, Execution>;
};

export function emptySfn(): SfnState {
  return { activities: new Map(), stateMachines: new Map(), executions: new Map() };
}
