import type { DeleteReplicationConfigurationTemplateRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { requireReplicationTemplate } from "../../configuration-templates.ts";

export const deleteReplicationConfigurationTemplate = implement<DeleteReplicationConfigurationTemplateRequest>(
  "DeleteReplicationConfigurationTemplate",
  ({ sim, here }, { replicationConfigurationTemplateID }) => {
    const { templateId } = requireReplicationTemplate(here, replicationConfigurationTemplateID);
    here.drs.replicationConfigurationTemplates.delete(templateId);
    sim.changed();
  },
);
