import type { UpdateLaunchConfigurationTemplateRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { requireLaunchTemplate } from "../../configuration-templates.ts";
import { toLaunchConfigurationTemplate } from "../../launch-configuration-view.ts";
import type { LaunchConfigurationTemplate } from "../../settings-records.ts";
import { withChanges } from "../../with-changes.ts";

type Request = UpdateLaunchConfigurationTemplateRequest & {
  recoveryMode?: LaunchConfigurationTemplate["recoveryMode"];
};

/** Changes what is given, for servers that are added from now on. */
export const updateLaunchConfigurationTemplate = implement<Request>(
  "UpdateLaunchConfigurationTemplate",
  ({ sim, here }, { launchConfigurationTemplateID: templateId, licensing, ...changes }) => {
    const template = withChanges(requireLaunchTemplate(here, templateId), { ...changes, osByol: licensing?.osByol });
    here.drs.launchConfigurationTemplates.set(templateId, template);
    sim.changed();
    return { launchConfigurationTemplate: toLaunchConfigurationTemplate(here, template) };
  },
);
