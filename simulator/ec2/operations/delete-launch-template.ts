import type { DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult } from "@aws-sdk/client-ec2";
import { makeLaunchTemplates } from "../../drs/launch-template.ts";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { requireTemplate } from "../launch-templates.ts";
import { toTemplate } from "../launch-template-view.ts";

/** The record stays without versions, so that DRS's own template does not come back before DRS needs it. */
export const deleteLaunchTemplate = implement<DeleteLaunchTemplateRequest>(
  "DeleteLaunchTemplate",
  (call, input): DeleteLaunchTemplateResult => {
    makeLaunchTemplates(call.here);
    const template = requireTemplate(call.here.ec2, input);
    endDryRun(input);
    const LaunchTemplate = toTemplate(template);
    template.versions = [];
    call.sim.changed();
    return { LaunchTemplate };
  },
);
