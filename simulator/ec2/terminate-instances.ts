import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { listOf } from "../query/form.ts";
import { requireInstances } from "./instance-query.ts";
import { markTerminated, STATE_CODES } from "./instance-state.ts";

/** All or nothing: one protected instance refuses the whole request. DRS keeps its recovery instance. */
export const terminateInstances = operation({
  name: "TerminateInstances",
  input: z.record(z.string(), z.string()),
  run: (call, form) => {
    const living = requireInstances(call, listOf(form, "InstanceId"));
    if (living.length === 0)
      throw new AwsError(
        { status: 400, code: "MissingParameter" },
        "The request must contain the parameter InstanceId",
      );
    const kept = living.find(({ instance, state }) => instance.isProtected && state !== "terminated");
    if (kept) {
      const message = `The instance '${kept.instance.instanceId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
      throw new AwsError({ status: 400, code: "OperationNotPermitted" }, message);
    }
    for (const { instance } of living) markTerminated(instance, call.sim.clock.now());
    call.sim.changed();
    const item = living.map(({ instance, state }) => {
      const current = state === "terminated" ? "terminated" : "shutting-down";
      return {
        instanceId: instance.instanceId,
        currentState: { code: STATE_CODES[current], name: current },
        previousState: { code: STATE_CODES[state], name: state },
      };
    });
    return { instancesSet: { item } };
  },
});
