import type { DescribeReplicationConfigurationTemplatesRequest } from "@aws-sdk/client-drs";
import { cutPage } from "../../../page.ts";
import { implement } from "../../../wire/operation.ts";
import { requireReplicationTemplate } from "../../configuration-templates.ts";
import { toReplicationConfigurationTemplate } from "../../replication-configuration-view.ts";

export const describeReplicationConfigurationTemplates = implement<DescribeReplicationConfigurationTemplatesRequest>(
  "DescribeReplicationConfigurationTemplates",
  (call, { replicationConfigurationTemplateIDs: ids, ...page }) => {
    const { here } = call;
    const templates = ids?.length
      ? ids.map((id) => requireReplicationTemplate(here, id))
      : [...here.drs.replicationConfigurationTemplates.values()];
    const { items, ...next } = cutPage(templates, page, {
      ...{ call, scope: "DescribeReplicationConfigurationTemplates", filters: ids },
      keyOf: (each) => each.templateId,
      defaultSize: 200,
      largestSize: 1000,
    });
    return { items: items.map((each) => toReplicationConfigurationTemplate(here, each)), ...next };
  },
);
