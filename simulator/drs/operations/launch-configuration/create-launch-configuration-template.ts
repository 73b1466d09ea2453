import type { CreateLaunchConfigurationTemplateRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { nextId } from "../../ids.ts";
import { toLaunchConfigurationTemplate } from "../../launch-configuration-view.ts";
import { DEFAULT_LAUNCH_SETTINGS } from "../../launch-settings.ts";
import { requireRoomForLaunchTemplate } from "../../quotas.ts";
import type { LaunchConfigurationTemplate } from "../../settings-records.ts";
import { requireTags } from "../../tag-rules.ts";
import { withChanges } from "../../with-changes.ts";

type Request = CreateLaunchConfigurationTemplateRequest & {
  recoveryMode?: LaunchConfigurationTemplate["recoveryMode"];
};

/** New servers of the Region begin with these settings; those that exist keep theirs. */
export const createLaunchConfigurationTemplate = implement<Request>(
  "CreateLaunchConfigurationTemplate",
  ({ sim, here }, { licensing, tags = {}, ...given }) => {
    requireTags("tags", tags);
    requireRoomForLaunchTemplate(here);
    const defaults: LaunchConfigurationTemplate = {
      ...DEFAULT_LAUNCH_SETTINGS,
      ...{ templateId: nextId(sim, here, "lct"), tags, exportBucketArn: null, launchIntoSourceInstance: false },
    };
    const template = withChanges(defaults, { ...given, osByol: licensing?.osByol });
    here.drs.launchConfigurationTemplates.set(template.templateId, template);
    sim.changed();
    return { launchConfigurationTemplate: toLaunchConfigurationTemplate(here, template) };
  },
);
