import type { TerminateInstancesRequest, TerminateInstancesResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { refused } from "../errors.ts";
import { requireInstances } from "../instance-query.ts";
import { markTerminated } from "../instance-state.ts";
import { toStateChange } from "../state-change.ts";

/** All or nothing: one protected instance refuses the whole request. DRS keeps its recovery instance. */
export const terminateInstances = implement<TerminateInstancesRequest>(
  "TerminateInstances",
  (call, input): TerminateInstancesResult => {
    const living = requireInstances(call, input.InstanceIds);
    const kept = living.find(({ instance, state }) => instance.isProtected && state !== "terminated");
    if (kept) {
      const message = `The instance '${kept.instance.instanceId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
      throw refused("OperationNotPermitted", message);
    }
    endDryRun(input);
    for (const { instance } of living) markTerminated(instance, call.sim.clock.now());
    call.sim.changed();
    const TerminatingInstances = living.map((each) =>
      toStateChange(each, each.state === "terminated" ? "terminated" : "shutting-down"),
    );
    return { TerminatingInstances };
  },
);
