import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  InstanceStatus,
  InstanceStatusSummary,
} from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page, refuseIdsWithPage } from "../ec2-page.ts";
import type { Filterable } from "../filters.ts";
import { selectInstances, type LivingInstance } from "../instance-query.ts";
import { checksAt, STATE_CODES, type CheckStatus } from "../instance-state.ts";

const REACHABILITY = {
  ok: "passed",
  impaired: "failed",
  initializing: "initializing",
  "not-applicable": "initializing",
} as const satisfies Record<CheckStatus, string>;

/** Running instances only, unless IncludeAllInstances asks for the others too. */
export const describeInstanceStatus = implement<DescribeInstanceStatusRequest>(
  "DescribeInstanceStatus",
  (call, input): DescribeInstanceStatusResult => {
    refuseIdsWithPage(input.InstanceIds, input, "instancesSet");
    const selected = selectInstances(call, input, statusFilters(call)).filter(
      ({ state }) => input.IncludeAllInstances === true || state === "running",
    );
    const { items, ...next } = cutEc2Page(selected, input, {
      call,
      keyOf: ({ instance }) => instance.instanceId,
      scope: "DescribeInstanceStatus",
    });
    const now = call.sim.clock.now();
    return { InstanceStatuses: items.map((each) => toStatus(each, now)), ...next };
  },
);

/** Unlike DescribeInstances, this operation knows no tags. */
function statusFilters({ sim }: Call): Filterable<LivingInstance> {
  const now = sim.clock.now();
  return {
    fields: {
      "availability-zone": ({ instance }) => instance.availabilityZone,
      "instance-state-name": ({ state }) => state,
      "instance-state-code": ({ state }) => String(STATE_CODES[state]),
      "instance-status.status": ({ instance }) => checksAt(instance, now).instance,
      "instance-status.reachability": ({ instance }) => REACHABILITY[checksAt(instance, now).instance],
      "system-status.status": ({ instance }) => checksAt(instance, now).system,
      "system-status.reachability": ({ instance }) => REACHABILITY[checksAt(instance, now).system],
    },
  };
}

function toStatus({ instance, state }: LivingInstance, now: number): InstanceStatus {
  const checks = checksAt(instance, now);
  return {
    InstanceId: instance.instanceId,
    AvailabilityZone: instance.availabilityZone,
    InstanceState: { Code: STATE_CODES[state], Name: state },
    SystemStatus: toSummary(checks.system),
    InstanceStatus: toSummary(checks.instance),
  };
}

function toSummary(status: CheckStatus): InstanceStatusSummary {
  const detail = { Name: "reachability", Status: REACHABILITY[status] } as const;
  return { Status: status, ...(status !== "not-applicable" && { Details: [detail] }) };
}
