import { deployActivity, deployStateMachineDefinition } from "#lib/aws/state-machine-deployment.ts";
import { ENGINE_CONTRACT } from "#lib/domain/execution-trigger.ts";
import { readDeployEnv } from "#lib/env.ts";

import { cleanupDefinition, executionDefinition } from "./state-machine.ts";

export type Deployed = { stateMachineArn: string; cleanupStateMachineArn: string; activityArn: string };

/** Creates or updates the activity and the state machines of this version. For development; production uses the stack. */
export async function deployStateMachines(): Promise<Deployed> {
  const env = readDeployEnv();
  const settings = { homeRegion: env.AWS_REGION, endpoint: env.AWS_ENDPOINT_URL };
  const activityArn = await deployActivity(settings, `drs-orchestrator-c${ENGINE_CONTRACT}`);
  const accountId = activityArn.split(":")[4] ?? "";
  const heartbeats = {
    stepHeartbeatSeconds: env.STEP_HEARTBEAT_SECONDS,
    parkedHeartbeatSeconds: env.PARKED_HEARTBEAT_SECONDS,
  };
  const roleArn = `arn:aws:iam::${accountId}:role/DrsOrchestratorStateMachine`;
  const stateMachineArn = await deployStateMachineDefinition(settings, {
    name: "drs-orchestrator-execution",
    ...{ roleArn, accountId, definition: executionDefinition({ activityArn, ...heartbeats }) },
  });
  const cleanupStateMachineArn = await deployStateMachineDefinition(settings, {
    name: "drs-orchestrator-cleanup",
    ...{ roleArn, accountId, definition: cleanupDefinition({ activityArn, ...heartbeats }) },
  });
  return { stateMachineArn, cleanupStateMachineArn, activityArn };
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await deployStateMachines())}\n`);
