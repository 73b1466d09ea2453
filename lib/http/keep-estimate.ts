import { webLog } from "#lib/runtime.ts";
import type { Context } from "#lib/services/context.ts";
import { keepEstimate } from "#lib/services/estimates/keep.ts";

/** What an execution that has just been started is measured against. Without it the execution goes on all the same. */
export async function keepEstimateOf(ctx: Context, executionId: string): Promise<void> {
  try {
    await keepEstimate(ctx, executionId);
  } catch (error) {
    webLog().warn({ err: error, executionId }, "the estimate of an execution was not kept");
  }
}
