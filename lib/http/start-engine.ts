import type { CleanupRun, EngineLinks, EngineRun, StateMachineTrigger } from "#lib/domain/execution-trigger.ts";
import { cleanupTrigger, executionTrigger, webEnv, webLog } from "#lib/runtime.ts";

const PATIENCE_MS = 3000;

/** Starts the state machine of an execution that is committed. What fails or takes long here, the worker's sweep repeats. */
export async function startEngine(run: EngineRun): Promise<void> {
  await startPatiently(executionTrigger(), run);
}

/** The same of a clean-up that is committed. */
export async function startCleanup(run: CleanupRun): Promise<void> {
  await startPatiently(cleanupTrigger(), run);
}

async function startPatiently<Run extends object>(trigger: StateMachineTrigger<Run>, run: Run): Promise<void> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(patience.resolve, PATIENCE_MS);
  await Promise.race([tryStart(trigger, run), patience.promise]);
  clearTimeout(timer);
}

async function tryStart<Run extends object>(trigger: StateMachineTrigger<Run>, run: Run): Promise<void> {
  try {
    await trigger.start(run);
  } catch (error) {
    webLog().warn({ err: error, run }, "the state machine did not start yet; the worker tries again");
  }
}

export function engineLinks(): EngineLinks {
  return { homeRegion: webEnv().AWS_REGION, executionArn: (run) => executionTrigger().executionArn(run) };
}
