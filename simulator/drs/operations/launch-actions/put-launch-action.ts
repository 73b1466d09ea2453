import type { PutLaunchActionRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { requireLaunchActions, typeOfDocument } from "../../launch-actions.ts";
import { requireRoomForActions } from "../../quotas.ts";
import type { LaunchAction } from "../../settings-records.ts";

/** Creates the action, or replaces the one with its id. */
export const putLaunchAction = implement<PutLaunchActionRequest>(
  "PutLaunchAction",
  ({ sim, here }, { resourceId, parameters = {}, ...given }) => {
    const action: LaunchAction = { ...given, parameters, type: typeOfDocument(given.actionCode) };
    const others = requireLaunchActions(here, resourceId).filter((each) => each.actionId !== action.actionId);
    requireRoomForActions(others.length + 1);
    here.drs.launchActions.set(
      resourceId,
      [...others, action].sort((a, b) => a.order - b.order),
    );
    sim.changed();
    return { resourceId, ...action };
  },
);
