import type {
  DeleteLaunchTemplateVersionsRequest,
  DeleteLaunchTemplateVersionsResponseErrorItem,
  DeleteLaunchTemplateVersionsResponseSuccessItem,
  DeleteLaunchTemplateVersionsResult,
  ResponseError,
} from "@aws-sdk/client-ec2";
import { makeLaunchTemplates } from "../../drs/launch-template.ts";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { refused } from "../errors.ts";
import { findVersion, requireTemplate } from "../launch-templates.ts";
import type { LaunchTemplate } from "../records.ts";

const MOST_VERSIONS = 200;

/** Each version is deleted or named with the reason why not. The default version stays. */
export const deleteLaunchTemplateVersions = implement<DeleteLaunchTemplateVersionsRequest>(
  "DeleteLaunchTemplateVersions",
  (call, input): DeleteLaunchTemplateVersionsResult => {
    makeLaunchTemplates(call.here);
    const template = requireTemplate(call.here.ec2, input);
    if (input.Versions.length > MOST_VERSIONS) {
      const message = `You can specify up to ${MOST_VERSIONS} launch template versions.`;
      throw refused("InvalidParameterValue", message);
    }
    const problems = new Map(input.Versions.map((version) => [version, problemOf(template, version)]));
    endDryRun(input);
    const deleted: DeleteLaunchTemplateVersionsResponseSuccessItem[] = [];
    const kept: DeleteLaunchTemplateVersionsResponseErrorItem[] = [];
    for (const [version, problem] of problems) {
      const item = toItem(template, version);
      if (problem) kept.push({ ...item, ResponseError: problem });
      else deleted.push(item);
    }
    const numbers = new Set(deleted.map((each) => each.VersionNumber));
    template.versions = template.versions.filter((each) => !numbers.has(each.number));
    call.sim.changed();
    return { SuccessfullyDeletedLaunchTemplateVersions: deleted, UnsuccessfullyDeletedLaunchTemplateVersions: kept };
  },
);

function toItem({ launchTemplateId, name }: LaunchTemplate, version: string) {
  return { LaunchTemplateId: launchTemplateId, LaunchTemplateName: name, VersionNumber: Number(version) };
}

function problemOf(template: LaunchTemplate, version: string): ResponseError | undefined {
  if (!/^\d+$/.test(version)) {
    const message = `Invalid launch template version: '${version}' must be a number.`;
    throw refused("InvalidParameterValue", message);
  }
  const { launchTemplateId } = template;
  if (!findVersion(template, version)) {
    const Message = `Could not find the specified version ${version} for the launch template with ID ${launchTemplateId}.`;
    return { Code: "launchTemplateVersionDoesNotExist", Message };
  }
  if (Number(version) !== template.defaultVersion) return undefined;
  const Message = `Version ${version} is the default version of the launch template with ID ${launchTemplateId} and cannot be deleted.`;
  return { Code: "unexpectedError", Message };
}
