import type { DescribeLaunchConfigurationTemplatesRequest } from "@aws-sdk/client-drs";
import { cutPage } from "../../../page.ts";
import { implement } from "../../../wire/operation.ts";
import { requireLaunchTemplate } from "../../configuration-templates.ts";
import { toLaunchConfigurationTemplate } from "../../launch-configuration-view.ts";

export const describeLaunchConfigurationTemplates = implement<DescribeLaunchConfigurationTemplatesRequest>(
  "DescribeLaunchConfigurationTemplates",
  (call, { launchConfigurationTemplateIDs: ids, ...page }) => {
    const { here } = call;
    const templates = ids?.length
      ? ids.map((id) => requireLaunchTemplate(here, id))
      : [...here.drs.launchConfigurationTemplates.values()];
    const { items, ...next } = cutPage(templates, page, {
      ...{ call, scope: "DescribeLaunchConfigurationTemplates", filters: ids },
      keyOf: (each) => each.templateId,
      defaultSize: 200,
      largestSize: 1000,
    });
    return { items: items.map((each) => toLaunchConfigurationTemplate(here, each)), ...next };
  },
);
