import type { ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult } from "@aws-sdk/client-ec2";
import { makeLaunchTemplates } from "../../drs/launch-template.ts";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { requireTemplate, requireVersion } from "../launch-templates.ts";
import { toTemplate } from "../launch-template-view.ts";

/** Chooses the default version. */
export const modifyLaunchTemplate = implement<ModifyLaunchTemplateRequest>(
  "ModifyLaunchTemplate",
  (call, input): ModifyLaunchTemplateResult => {
    makeLaunchTemplates(call.here);
    const template = requireTemplate(call.here.ec2, input);
    const { DefaultVersion } = input;
    const version = requireVersion(template, DefaultVersion ?? "$Default");
    endDryRun(input);
    template.defaultVersion = version.number;
    call.sim.changed();
    return { LaunchTemplate: toTemplate(template) };
  },
);
