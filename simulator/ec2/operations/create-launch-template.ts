import type { CreateLaunchTemplateRequest, CreateLaunchTemplateResult } from "@aws-sdk/client-ec2";
import { wallNow } from "../../clock.ts";
import { hexDigits } from "../../random.ts";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { refused } from "../errors.ts";
import { addVersion, livingTemplates } from "../launch-templates.ts";
import { toTemplate } from "../launch-template-view.ts";
import type { LaunchTemplate } from "../records.ts";
import { tagsFor, withTags } from "../tags.ts";

/** The same client token gives the template that it made before. */
export const createLaunchTemplate = implement<CreateLaunchTemplateRequest>(
  "CreateLaunchTemplate",
  (call, input): CreateLaunchTemplateResult => {
    const { ec2, accountId, region } = call.here;
    const { LaunchTemplateName: name, ClientToken = null } = input;
    requireWellFormed(name);
    const living = livingTemplates(ec2);
    const earlier = living.find((each) => ClientToken !== null && each.versions[0]?.clientToken === ClientToken);
    if (earlier) return { LaunchTemplate: toTemplate(earlier) };
    if (living.some((each) => each.name === name)) {
      throw refused("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
    }
    const template: LaunchTemplate = {
      launchTemplateId: `lt-0${hexDigits(16, "launch-template", accountId, region, name, ec2.launchTemplates.size)}`,
      name,
      ...{ defaultVersion: 1, lastNumber: 0, versions: [] },
      tags: withTags({}, tagsFor("launch-template", input.TagSpecifications)),
    };
    endDryRun(input);
    addVersion(template, {
      description: input.VersionDescription ?? null,
      ...{ createdAt: wallNow(), createdBy: call.callerArn, clientToken: ClientToken },
      data: input.LaunchTemplateData,
    });
    ec2.launchTemplates.set(template.launchTemplateId, template);
    call.sim.changed();
    return { LaunchTemplate: toTemplate(template) };
  },
);

/** The model leaves the name free; the service does not. */
function requireWellFormed(name: string): void {
  if (/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name)) return;
  throw refused(
    "InvalidLaunchTemplateName.MalformedException",
    "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: " +
      "- ( ) . / _.",
  );
}
