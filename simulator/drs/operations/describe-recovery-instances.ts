import type { DescribeRecoveryInstancesRequest } from "@aws-sdk/client-drs";
import { implement } from "../../wire/operation.ts";
import { cutPage } from "../../page.ts";
import { toRecoveryInstance } from "../recovery-instance-view.ts";

/** Eventually consistent: a new instance appears here some seconds after its LAUNCH_END. */
export const describeRecoveryInstances = implement<DescribeRecoveryInstancesRequest>(
  "DescribeRecoveryInstances",
  ({ sim, here }, { filters: wanted, ...page }) => {
    const now = sim.clock.now();
    const ids = wanted?.recoveryInstanceIDs?.length ? new Set(wanted.recoveryInstanceIDs) : undefined;
    const servers = wanted?.sourceServerIDs?.length ? new Set(wanted.sourceServerIDs) : undefined;
    const instances = [...here.drs.recoveryInstances.values()].filter(
      (each) =>
        each.visibleAt <= now &&
        (!ids || ids.has(each.recoveryInstanceId)) &&
        (!servers || servers.has(each.sourceServerId)),
    );
    const { items, ...next } = cutPage(instances, page, {
      keyOf: (each) => each.recoveryInstanceId,
      scope: "DescribeRecoveryInstances",
      defaultSize: 200,
      largestSize: 500,
    });
    return { items: items.map((each) => toRecoveryInstance(sim, here, each)), ...next };
  },
);
