import type { ListLaunchActionsRequest } from "@aws-sdk/client-drs";
import { cutPage } from "../../../page.ts";
import { implement } from "../../../wire/operation.ts";
import { requireLaunchActions } from "../../launch-actions.ts";

/** In the order in which they run. Unknown ids are left out of the answer. */
export const listLaunchActions = implement<ListLaunchActionsRequest>(
  "ListLaunchActions",
  (call, { resourceId, filters, ...page }) => {
    const ids = filters?.actionIds?.length ? filters.actionIds : undefined;
    const actions = requireLaunchActions(call.here, resourceId).filter((each) => ids?.includes(each.actionId) ?? true);
    return cutPage(actions, page, {
      ...{ call, scope: `ListLaunchActions/${resourceId}`, filters },
      keyOf: (each) => each.actionId,
      defaultSize: 200,
      largestSize: 1000,
    });
  },
);
