import type { UpdateReplicationConfigurationTemplateRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { requireReplicationTemplate } from "../../configuration-templates.ts";
import { toReplicationConfigurationTemplate } from "../../replication-configuration-view.ts";
import { changedReplicationSettings } from "../../replication-rules.ts";
import type { ReplicationSettings } from "../../settings-records.ts";

type Request = UpdateReplicationConfigurationTemplateRequest & {
  internetProtocol?: ReplicationSettings["internetProtocol"];
};

/** Changes what is given, for servers that are added from now on. */
export const updateReplicationConfigurationTemplate = implement<Request>(
  "UpdateReplicationConfigurationTemplate",
  ({ sim, here }, { replicationConfigurationTemplateID: templateId, arn: _arn, ...changes }) => {
    const template = changedReplicationSettings(requireReplicationTemplate(here, templateId), changes);
    here.drs.replicationConfigurationTemplates.set(templateId, template);
    sim.changed();
    return toReplicationConfigurationTemplate(here, template);
  },
);
