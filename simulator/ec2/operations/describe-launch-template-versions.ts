import type { DescribeLaunchTemplateVersionsRequest, DescribeLaunchTemplateVersionsResult } from "@aws-sdk/client-ec2";
import { makeLaunchTemplates } from "../../drs/launch-template.ts";
import type { Given } from "../../wire/given.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { refused } from "../errors.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { findVersion, livingTemplates, requireTemplate, requireVersion } from "../launch-templates.ts";
import { toVersion } from "../launch-template-view.ts";
import type { Ec2State, LaunchTemplate, LaunchTemplateVersion } from "../records.ts";

type Found = { template: LaunchTemplate; version: LaunchTemplateVersion };
type Input = Given<DescribeLaunchTemplateVersionsRequest>;

/** Of one template, newest first; without one, `$Latest` and `$Default` of all templates. */
export const describeLaunchTemplateVersions = implement<DescribeLaunchTemplateVersionsRequest>(
  "DescribeLaunchTemplateVersions",
  (call, input): DescribeLaunchTemplateVersionsResult => {
    const { here } = call;
    makeLaunchTemplates(here);
    const isOfOne = input.LaunchTemplateId !== undefined || input.LaunchTemplateName !== undefined;
    const found = isOfOne ? ofOne(requireTemplate(here.ec2, input), input) : ofAll(here.ec2, input);
    const { items, ...next } = cutEc2Page(filterItems(found, input.Filters, FILTERS), input, {
      call,
      keyOf: ({ template, version }) => `${template.launchTemplateId}/${version.number}`,
      ...{ scope: "DescribeLaunchTemplateVersions", smallest: 1, largest: 200 },
    });
    return { LaunchTemplateVersions: items.map((each) => toVersion(each.template, each.version)), ...next };
  },
);

function ofOne(template: LaunchTemplate, { Versions = [], MinVersion, MaxVersion }: Input): Found[] {
  if (Versions.length > 0 && (MinVersion ?? MaxVersion) !== undefined) {
    throw refused("InvalidParameterCombination", "Versions cannot be used together with MinVersion or MaxVersion.");
  }
  const versions = Versions.length > 0 ? Versions.map((each) => requireVersion(template, each)) : template.versions;
  return [...new Set(versions)]
    .filter(({ number }) => number >= bound(MinVersion, 0) && number <= bound(MaxVersion, Infinity))
    .sort((a, b) => b.number - a.number)
    .map((version) => ({ template, version }));
}

function ofAll(ec2: Ec2State, { Versions = [] }: Input): Found[] {
  if (Versions.length === 0 || Versions.some((each) => each !== "$Latest" && each !== "$Default")) {
    throw refused(
      "MissingParameter",
      "Either LaunchTemplateId or LaunchTemplateName must be specified, or only $Latest and $Default as versions.",
    );
  }
  return livingTemplates(ec2).flatMap((template) => {
    const versions = new Set(Versions.flatMap((each) => findVersion(template, each) ?? []));
    return [...versions].map((version) => ({ template, version }));
  });
}

function bound(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d+$/.test(text)) return Number(text);
  throw refused("InvalidParameterValue", `Invalid launch template version: '${text}' must be a number.`);
}

const FILTERS: Filterable<Found> = {
  fields: {
    "is-default-version": ({ template, version }) => String(version.number === template.defaultVersion),
    "create-time": ({ version }) => new Date(version.createdAt).toISOString(),
    "image-id": ({ version }) => version.data.ImageId,
    "instance-type": ({ version }) => version.data.InstanceType,
    "iam-instance-profile": ({ version }) =>
      version.data.IamInstanceProfile?.Arn ?? version.data.IamInstanceProfile?.Name,
    "ebs-optimized": ({ version }) => String(version.data.EbsOptimized ?? false),
    "http-tokens": ({ version }) => version.data.MetadataOptions?.HttpTokens,
    "network-interface.subnet-id": ({ version }) =>
      version.data.NetworkInterfaces?.flatMap((each) => each.SubnetId ?? []),
    "network-interface.group-id": ({ version }) => version.data.NetworkInterfaces?.flatMap((each) => each.Groups ?? []),
  },
};
