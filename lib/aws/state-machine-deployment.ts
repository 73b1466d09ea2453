import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  SFNClient,
  StateMachineAlreadyExists,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";

import { type AwsSettings, endpointOf } from "./account-session.ts";

/** The activity of this name; it is created when there is none. */
export async function deployActivity(settings: AwsSettings, name: string): Promise<string> {
  const client = new SFNClient({ region: settings.homeRegion, ...endpointOf(settings) });
  const { activityArn } = await client.send(new CreateActivityCommand({ name }));
  if (activityArn === undefined) throw new Error("CreateActivity answered without an ARN.");
  return activityArn;
}

export type StateMachineSpec = { name: string; roleArn: string; definition: string; accountId: string };

/** The state machine of this name with this definition; executions that run keep the one they started with. */
export async function deployStateMachineDefinition(settings: AwsSettings, spec: StateMachineSpec): Promise<string> {
  const client = new SFNClient({ region: settings.homeRegion, ...endpointOf(settings) });
  const { name, roleArn, definition } = spec;
  try {
    const { stateMachineArn } = await client.send(
      new CreateStateMachineCommand({ name, roleArn, definition, type: "STANDARD" }),
    );
    if (stateMachineArn === undefined) throw new Error("CreateStateMachine answered without an ARN.");
    return stateMachineArn;
  } catch (error) {
    if (!(error instanceof StateMachineAlreadyExists)) throw error;
    const stateMachineArn = `arn:aws:states:${settings.homeRegion}:${spec.accountId}:stateMachine:${name}`;
    await client.send(new UpdateStateMachineCommand({ stateMachineArn, roleArn, definition }));
    return stateMachineArn;
  }
}
