import type { InstanceStateChange } from "@aws-sdk/client-ec2";
import type { AwsError } from "../aws-error.ts";
import { refused } from "./errors.ts";
import type { LivingInstance } from "./instance-query.ts";
import { STATE_CODES, type InstanceState } from "./instance-state.ts";

/** From the state that an instance had to the one that a request brought it into. */
export function toStateChange({ instance, state }: LivingInstance, current: InstanceState): InstanceStateChange {
  return {
    InstanceId: instance.instanceId,
    CurrentState: { Code: STATE_CODES[current], Name: current },
    PreviousState: { Code: STATE_CODES[state], Name: state },
  };
}

/** IncorrectInstanceState. */
export function incorrectState(message: string): AwsError {
  return refused("IncorrectInstanceState", message);
}
