import type { CreateLaunchTemplateVersionRequest, CreateLaunchTemplateVersionResult } from "@aws-sdk/client-ec2";
import { wallNow } from "../../clock.ts";
import { makeLaunchTemplates } from "../../drs/launch-template.ts";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { addVersion, requireTemplate, requireVersion } from "../launch-templates.ts";
import { toVersion } from "../launch-template-view.ts";

/** With a source version the new one has its parameters where the request names none. The default version stays what it was. */
export const createLaunchTemplateVersion = implement<CreateLaunchTemplateVersionRequest>(
  "CreateLaunchTemplateVersion",
  (call, input): CreateLaunchTemplateVersionResult => {
    makeLaunchTemplates(call.here);
    const template = requireTemplate(call.here.ec2, input);
    const { ClientToken = null, SourceVersion } = input;
    const earlier = template.versions.find((each) => ClientToken !== null && each.clientToken === ClientToken);
    if (earlier) return { LaunchTemplateVersion: toVersion(template, earlier) };
    const source = SourceVersion === undefined ? {} : requireVersion(template, SourceVersion).data;
    endDryRun(input);
    const version = addVersion(template, {
      description: input.VersionDescription ?? null,
      ...{ createdAt: wallNow(), createdBy: call.callerArn, clientToken: ClientToken },
      data: { ...source, ...input.LaunchTemplateData },
    });
    call.sim.changed();
    return { LaunchTemplateVersion: toVersion(template, version) };
  },
);
