import type { DeleteLaunchActionRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { notFound } from "../../errors.ts";
import { requireLaunchActions } from "../../launch-actions.ts";

export const deleteLaunchAction = implement<DeleteLaunchActionRequest>(
  "DeleteLaunchAction",
  ({ sim, here }, { resourceId, actionId }) => {
    const actions = requireLaunchActions(here, resourceId);
    const left = actions.filter((each) => each.actionId !== actionId);
    if (left.length === actions.length) throw notFound("LaunchAction", actionId);
    here.drs.launchActions.set(resourceId, left);
    sim.changed();
  },
);
