import { z } from "zod";
import { operation } from "../operation.ts";
import { cutEc2Page } from "./ec2-page.ts";
import { selectInstances, type LivingInstance } from "./instance-query.ts";
import { checksAt, STATE_CODES, type CheckStatus } from "./instance-state.ts";

const REACHABILITY: Record<CheckStatus, string> = {
  ok: "passed",
  impaired: "failed",
  initializing: "initializing",
  "not-applicable": "initializing",
};

/** Running instances only, unless IncludeAllInstances asks for the others too. */
export const describeInstanceStatus = operation({
  name: "DescribeInstanceStatus",
  input: z.record(z.string(), z.string()),
  run: (call, form) => {
    const includesAll = form["IncludeAllInstances"] === "true";
    const selected = selectInstances(call, form).filter(({ state }) => includesAll || state === "running");
    const { items, ...next } = cutEc2Page(selected, form, "DescribeInstanceStatus");
    const now = call.sim.clock.now();
    return { instanceStatusSet: { item: items.map((each) => toStatus(each, now)) }, ...next };
  },
});

function toStatus({ instance, state }: LivingInstance, now: number): Record<string, unknown> {
  const checks = checksAt(instance, now);
  return {
    instanceId: instance.instanceId,
    availabilityZone: instance.availabilityZone,
    instanceState: { code: STATE_CODES[state], name: state },
    systemStatus: toSummary(checks.system),
    instanceStatus: toSummary(checks.instance),
  };
}

function toSummary(status: CheckStatus): Record<string, unknown> {
  const details = { name: "reachability", status: REACHABILITY[status] };
  return { status, ...(status !== "not-applicable" && { details: { item: details } }) };
}
