import type { CreateReplicationConfigurationTemplateRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { nextId } from "../../ids.ts";
import { toReplicationConfigurationTemplate } from "../../replication-configuration-view.ts";
import { changedReplicationSettings } from "../../replication-rules.ts";
import { regionalReplicationSettings } from "../../replication-settings.ts";
import type { ReplicationConfigurationTemplate, ReplicationSettings } from "../../settings-records.ts";
import { requireTags } from "../../tag-rules.ts";

type Request = CreateReplicationConfigurationTemplateRequest & {
  internetProtocol?: ReplicationSettings["internetProtocol"];
};

/** New servers of the Region begin with these settings; those that exist keep theirs. */
export const createReplicationConfigurationTemplate = implement<Request>(
  "CreateReplicationConfigurationTemplate",
  ({ sim, here }, { tags = {}, ...given }) => {
    requireTags("tags", tags);
    const template: ReplicationConfigurationTemplate = {
      ...changedReplicationSettings(regionalReplicationSettings(here), given),
      ...{ templateId: nextId(sim, here, "rct"), tags },
    };
    here.drs.replicationConfigurationTemplates.set(template.templateId, template);
    sim.changed();
    return toReplicationConfigurationTemplate(here, template);
  },
);
