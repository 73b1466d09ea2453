import type { EngineLinks, EngineRun } from "#lib/domain/execution-trigger.ts";
import { executionTrigger, webEnv, webLog } from "#lib/runtime.ts";

const PATIENCE_MS = 3000;

/** Starts the state machine of an execution that is committed. What fails or takes long here, the worker's sweep repeats. */
export async function startEngine(run: EngineRun): Promise<void> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(patience.resolve, PATIENCE_MS);
  await Promise.race([tryStart(run), patience.promise]);
  clearTimeout(timer);
}

async function tryStart(run: EngineRun): Promise<void> {
  try {
    await executionTrigger().start(run);
  } catch (error) {
    webLog().warn({ err: error, ...run }, "the state machine did not start yet; the worker tries again");
  }
}

export function engineLinks(): EngineLinks {
  return { homeRegion: webEnv().AWS_REGION, executionArn: (run) => executionTrigger().executionArn(run) };
}
