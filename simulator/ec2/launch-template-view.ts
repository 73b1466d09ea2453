import type { LaunchTemplate as TemplateView, LaunchTemplateVersion as VersionView } from "@aws-sdk/client-ec2";
import type { LaunchTemplate, LaunchTemplateVersion } from "./records.ts";
import { toTagList } from "./tags.ts";

/** A template as EC2 shows it, without its versions' data. */
export function toTemplate(template: LaunchTemplate): TemplateView {
  const [first] = template.versions;
  return {
    LaunchTemplateId: template.launchTemplateId,
    LaunchTemplateName: template.name,
    ...(first && { CreateTime: new Date(first.createdAt), CreatedBy: first.createdBy }),
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: template.versions.at(-1)?.number ?? template.lastNumber,
    Tags: toTagList(template.tags),
  };
}

/** One version of a template with its data. */
export function toVersion(template: LaunchTemplate, version: LaunchTemplateVersion): VersionView {
  return {
    LaunchTemplateId: template.launchTemplateId,
    LaunchTemplateName: template.name,
    VersionNumber: version.number,
    ...(version.description !== null && { VersionDescription: version.description }),
    CreateTime: new Date(version.createdAt),
    CreatedBy: version.createdBy,
    DefaultVersion: version.number === template.defaultVersion,
    LaunchTemplateData: version.data,
  };
}
