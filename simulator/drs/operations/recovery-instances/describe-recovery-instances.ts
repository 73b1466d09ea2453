import type { DescribeRecoveryInstancesRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { cutPage } from "../../../page.ts";
import { toRecoveryInstance } from "../../recovery-instance-view.ts";

/** Eventually consistent: a new instance appears here some seconds after its LAUNCH_END. */
export const describeRecoveryInstances = implement<DescribeRecoveryInstancesRequest>(
  "DescribeRecoveryInstances",
  (call, { filters, ...page }) => {
    const { sim, here } = call;
    const now = sim.clock.now();
    const ids = filters?.recoveryInstanceIDs?.length ? new Set(filters.recoveryInstanceIDs) : undefined;
    const servers = filters?.sourceServerIDs?.length ? new Set(filters.sourceServerIDs) : undefined;
    const instances = [...here.drs.recoveryInstances.values()].filter(
      (each) =>
        !each.isDeleted &&
        each.visibleAt <= now &&
        (!ids || ids.has(each.recoveryInstanceId)) &&
        (!servers || servers.has(each.sourceServerId)),
    );
    const { items, ...next } = cutPage(instances, page, {
      ...{ call, scope: "DescribeRecoveryInstances", filters },
      keyOf: (each) => each.recoveryInstanceId,
      defaultSize: 200,
      largestSize: 500,
    });
    return { items: items.map((each) => toRecoveryInstance(sim, here, each)), ...next };
  },
);
