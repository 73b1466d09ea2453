import { deleteLaunchAction } from "./delete-launch-action.ts";
import { listLaunchActions } from "./list-launch-actions.ts";
import { putLaunchAction } from "./put-launch-action.ts";

export const launchActionOperations = [putLaunchAction, listLaunchActions, deleteLaunchAction];
