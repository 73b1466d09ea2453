import type { DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResult } from "@aws-sdk/client-ec2";
import { makeLaunchTemplates } from "../../drs/launch-template.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { livingTemplates, requireNamedTemplates, requireTemplates } from "../launch-templates.ts";
import { toTemplate } from "../launch-template-view.ts";
import type { LaunchTemplate } from "../records.ts";

export const describeLaunchTemplates = implement<DescribeLaunchTemplatesRequest>(
  "DescribeLaunchTemplates",
  (call, input): DescribeLaunchTemplatesResult => {
    const { here } = call;
    makeLaunchTemplates(here);
    const { LaunchTemplateIds: ids = [], LaunchTemplateNames: names = [] } = input;
    const named = [...requireTemplates(here.ec2, ids), ...requireNamedTemplates(here.ec2, names)];
    const selected = ids.length + names.length > 0 ? [...new Set(named)] : livingTemplates(here.ec2);
    const { items, ...next } = cutEc2Page(filterItems(selected, input.Filters, FILTERS), input, {
      call,
      ...{ keyOf: (template: LaunchTemplate) => template.launchTemplateId, scope: "DescribeLaunchTemplates" },
      ...{ smallest: 1, largest: 200 },
    });
    return { LaunchTemplates: items.map(toTemplate), ...next };
  },
);

const FILTERS: Filterable<LaunchTemplate> = {
  tagsOf: (template) => template.tags,
  fields: {
    "launch-template-name": (template) => template.name,
    "create-time": (template) => toTemplate(template).CreateTime?.toISOString(),
  },
};
