import { SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { setTimeout as delay } from "node:timers/promises";

import { listOpenExecutions } from "#lib/db/executions.ts";
import { HOME_REGION } from "#scripts/stack/environment.ts";

import type { EngineDeployment } from "../testing/engine-deployment.ts";
import type { Crew } from "./crew.ts";
import type { Deed, Disturbance } from "./disturbance-menu.ts";
import type { Ground } from "./ground.ts";
import type { Operator } from "./operator.ts";
import type { Random } from "./random.ts";
import { countCalls } from "./read-aws.ts";

const LOOK_EVERY_MS = 40;

export type Stage = {
  ground: Ground;
  deployment: EngineDeployment;
  crew: Crew;
  operator: Operator;
  random: Random;
  /** Aborted when the run is over: what has not come by then does not come. */
  over: AbortSignal;
};

/** Waits for the disturbance's moment and does it; says what it was, or nothing when its moment did not come. */
export async function disturb(stage: Stage, { deed, ...moment }: Disturbance): Promise<string | null> {
  const hasCome = "afterSeconds" in moment ? await passed(stage, moment.afterSeconds) : await called(stage, moment);
  if (!hasCome) return null;
  await carryOut(stage, deed);
  return JSON.stringify({ ...moment, ...deed });
}

async function passed({ over }: Stage, seconds: number): Promise<boolean> {
  await delay(seconds * 1000, undefined, { signal: over }).catch(() => undefined);
  return !over.aborted;
}

async function called({ deployment, over }: Stage, moment: { onCall: string; nth: number }): Promise<boolean> {
  const { url } = deployment.aws;
  // Reading the inventory takes calls of its own, before anything was started.
  const before = await countCalls(url, moment.onCall);
  while (!over.aborted) {
    if ((await countCalls(url, moment.onCall)) - before >= moment.nth) return true;
    await delay(LOOK_EVERY_MS);
  }
  return false;
}

async function carryOut(stage: Stage, deed: Deed): Promise<void> {
  const { crew, operator, random } = stage;
  switch (deed.kind) {
    case "kill-worker":
      await crew.anyone(random, await holders(stage))?.kill();
      await delay(deed.replacedAfterSeconds * 1000);
      return crew.hire();
    case "stop-worker": {
      const leaving = crew.anyone(random)?.stop();
      await delay(deed.replacedAfterSeconds * 1000);
      await crew.hire();
      return leaving;
    }
    case "freeze-worker": {
      const worker = crew.anyone(random, await holders(stage));
      if (worker === undefined) return;
      // Somebody else has to take over, or nothing is learned.
      await Promise.all([crew.freeze(worker, deed.seconds), crew.hire()]);
      return;
    }
    case "add-worker":
      return crew.hire();
    case "restart-postgres":
      return stage.ground.restartPostgres();
    case "stop-engine":
      return stopEngines(stage);
    case "pause":
      return operator.pause(deed.seconds);
    case "cancel":
      return operator.cancel();
  }
}

/** Processes that have a call under way whose answer is not on record: the worst that can be lost. */
async function holders({ deployment }: Stage): Promise<number[]> {
  const where = { jobId: null, refusedAt: null };
  const claims = await deployment.ctx.db.launch.findMany({ where, select: { claimedBy: true } }).catch(() => []);
  // A worker is called HOST-PID-RANDOM, and its searches have a suffix.
  return claims.map(({ claimedBy }) => Number(/-(\d+)-[0-9a-f]{8}/.exec(claimedBy)?.[1]));
}

/** As somebody in the AWS console would. */
async function stopEngines({ deployment }: Stage): Promise<void> {
  const { aws, ctx, trigger } = deployment;
  const client = new SFNClient({ region: HOME_REGION, endpoint: aws.url });
  const open = await listOpenExecutions(ctx.db).catch(() => []);
  for (const { id: executionId, generation, contract } of open) {
    const executionArn = trigger.executionArn({ executionId, generation, contract });
    // One that has not begun cannot be stopped.
    await client.send(new StopExecutionCommand({ executionArn })).catch(() => undefined);
  }
  client.destroy();
}
