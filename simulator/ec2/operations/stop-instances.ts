import type { StopInstancesRequest, StopInstancesResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { refused } from "../errors.ts";
import { requireInstances } from "../instance-query.ts";
import { incorrectState, toStateChange } from "../state-change.ts";

/** All or nothing. Instances that are stopped, or about to be, stay as they are. */
export const stopInstances = implement<StopInstancesRequest>("StopInstances", (call, input): StopInstancesResult => {
  if (input.Hibernate === true) throw refused("UnsupportedHibernationConfiguration", "Hibernation is not configured.");
  const living = requireInstances(call, input.InstanceIds);
  const wrong = living.find(({ state }) => !["running", "stopping", "stopped"].includes(state));
  if (wrong) {
    throw incorrectState(`The instance '${wrong.instance.instanceId}' is not in a state from which it can be stopped.`);
  }
  const kept = living.find(({ instance, state }) => instance.isStopProtected && state === "running");
  if (kept) {
    const message = `The instance '${kept.instance.instanceId}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`;
    throw refused("OperationNotPermitted", message);
  }
  endDryRun(input);
  const running = living.filter(({ state }) => state === "running");
  for (const { instance } of running) instance.stopRequestedAt = call.sim.clock.now();
  call.sim.changed();
  return {
    StoppingInstances: living.map((each) => toStateChange(each, each.state === "running" ? "stopping" : each.state)),
  };
});
