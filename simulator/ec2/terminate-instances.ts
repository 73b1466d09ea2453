import type { InstanceStateChange, TerminateInstancesRequest, TerminateInstancesResult } from "@aws-sdk/client-ec2";
import { AwsError } from "../aws-error.ts";
import { implement } from "../wire/operation.ts";
import { requireInstances, type LivingInstance } from "./instance-query.ts";
import { markTerminated, STATE_CODES } from "./instance-state.ts";

/** All or nothing: one protected instance refuses the whole request. DRS keeps its recovery instance. */
export const terminateInstances = implement<TerminateInstancesRequest>(
  "TerminateInstances",
  (call, { InstanceIds }): TerminateInstancesResult => {
    const living = requireInstances(call, InstanceIds);
    const kept = living.find(({ instance, state }) => instance.isProtected && state !== "terminated");
    if (kept) {
      const message = `The instance '${kept.instance.instanceId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
      throw new AwsError({ status: 400, code: "OperationNotPermitted" }, message);
    }
    for (const { instance } of living) markTerminated(instance, call.sim.clock.now());
    call.sim.changed();
    return { TerminatingInstances: living.map(toChange) };
  },
);

function toChange({ instance, state }: LivingInstance): InstanceStateChange {
  const current = state === "terminated" ? "terminated" : "shutting-down";
  return {
    InstanceId: instance.instanceId,
    CurrentState: { Code: STATE_CODES[current], Name: current },
    PreviousState: { Code: STATE_CODES[state], Name: state },
  };
}
