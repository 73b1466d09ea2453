import { z } from "zod";
import { operation } from "../../operation.ts";
import { cutPage } from "../../page.ts";
import { paging, recoveryInstanceId, sourceServerId } from "../model.ts";
import { toRecoveryInstance } from "../recovery-instance-view.ts";

const filters = z.object({
  recoveryInstanceIDs: z.array(recoveryInstanceId).max(200).optional(),
  sourceServerIDs: z.array(sourceServerId).optional(),
});

/** Eventually consistent: a new instance appears here some seconds after its LAUNCH_END. */
export const describeRecoveryInstances = operation({
  name: "DescribeRecoveryInstances",
  input: z.object({ filters: filters.optional(), ...paging }),
  run: ({ sim, here }, { filters: wanted, ...page }) => {
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
});
