/** What the state machine is started with: its input is a pure function of these, so that starting is idempotent. */
export type EngineRun = { executionId: string; generation: number; contract: number };

export type EngineRunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "MISSING";

/** The web's and the worker's hold on Step Functions. `start` resolves when the execution exists, whoever started it. */
export type ExecutionTrigger = {
  start: (run: EngineRun) => Promise<void>;
  describe: (run: EngineRun) => Promise<{ status: EngineRunStatus; cause: string | null }>;
  executionArn: (run: EngineRun) => string;
};

/** Version of the contract between state machine and worker; also in the activity's name. */
export const ENGINE_CONTRACT = 2;

/** A closed name can never be started again, so every generation has its own. At most 80 characters (Step Functions). */
export function engineRunName(run: EngineRun): string {
  return `${run.executionId}-g${run.generation}`;
}

/** Where the console finds the state machine's execution and its logs. */
export type EngineLinks = { homeRegion: string; executionArn: (run: EngineRun) => string };
