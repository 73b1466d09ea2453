import type { DeleteLaunchConfigurationTemplateRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { requireLaunchTemplate } from "../../configuration-templates.ts";

/** Deletes the template with its launch actions; servers that inherited from it keep what they have. */
export const deleteLaunchConfigurationTemplate = implement<DeleteLaunchConfigurationTemplateRequest>(
  "DeleteLaunchConfigurationTemplate",
  ({ sim, here }, { launchConfigurationTemplateID }) => {
    const { templateId } = requireLaunchTemplate(here, launchConfigurationTemplateID);
    here.drs.launchConfigurationTemplates.delete(templateId);
    here.drs.launchActions.delete(templateId);
    sim.changed();
  },
);
