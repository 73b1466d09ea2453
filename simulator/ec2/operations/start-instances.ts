import type { StartInstancesRequest, StartInstancesResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { requireInstances } from "../instance-query.ts";
import { markStarted } from "../instance-state.ts";
import { requireInstanceType } from "../instance-types.ts";
import { incorrectState, toStateChange } from "../state-change.ts";
import { requireVcpus } from "../vcpus.ts";

/** All or nothing. Instances that run, or are about to, stay as they are. */
export const startInstances = implement<StartInstancesRequest>(
  "StartInstances",
  (call, input): StartInstancesResult => {
    const living = requireInstances(call, input.InstanceIds);
    const wrong = living.find(({ state }) => !["stopped", "pending", "running"].includes(state));
    if (wrong) {
      throw incorrectState(
        `The instance '${wrong.instance.instanceId}' is not in a state from which it can be started.`,
      );
    }
    const stopped = living.filter(({ state }) => state === "stopped");
    const now = call.sim.clock.now();
    const wanted = stopped.map(({ instance }) => requireInstanceType(instance.instanceType).vcpus);
    requireVcpus(
      call.here,
      now,
      wanted.reduce((sum, each) => sum + each, 0),
    );
    endDryRun(input);
    for (const { instance } of stopped) markStarted(instance, now);
    call.sim.changed();
    return {
      StartingInstances: living.map((each) => toStateChange(each, each.state === "stopped" ? "pending" : each.state)),
    };
  },
);
