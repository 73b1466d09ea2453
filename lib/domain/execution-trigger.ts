/** What the state machine is started with: its input is a pure function of these, so that starting is idempotent. */
export type EngineRun = { executionId: string; generation: number; contract: number };

/** The same for the state machine of one clean-up of an execution. */
export type CleanupRun = { executionId: string; cleanup: number; contract: number };

export type EngineRunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "MISSING";

/** The web's and the worker's hold on a state machine. `start` resolves when the run exists, whoever started it. */
export type StateMachineTrigger<Run> = {
  start: (run: Run) => Promise<void>;
  describe: (run: Run) => Promise<{ status: EngineRunStatus; cause: string | null }>;
  executionArn: (run: Run) => string;
};

export type ExecutionTrigger = StateMachineTrigger<EngineRun>;
export type CleanupTrigger = StateMachineTrigger<CleanupRun>;

/** Version of the contract between state machine and worker; also in the activity's name. */
export const ENGINE_CONTRACT = 2;

/** A closed name can never be started again, so every generation has its own. At most 80 characters (Step Functions). */
export function engineRunName(run: EngineRun): string {
  return `${run.executionId}-g${run.generation}`;
}

/** At most 80 characters, as above. */
export function cleanupRunName(run: CleanupRun): string {
  return `${run.executionId}-cleanup-${run.cleanup}`;
}

/** Where the console finds the state machine's execution and its logs. */
export type EngineLinks = { homeRegion: string; executionArn: (run: EngineRun) => string };
