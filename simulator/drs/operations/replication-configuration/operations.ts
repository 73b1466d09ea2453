import { createReplicationConfigurationTemplate } from "./create-replication-configuration-template.ts";
import { deleteReplicationConfigurationTemplate } from "./delete-replication-configuration-template.ts";
import { describeReplicationConfigurationTemplates } from "./describe-replication-configuration-templates.ts";
import { getReplicationConfiguration } from "./get-replication-configuration.ts";
import { updateReplicationConfigurationTemplate } from "./update-replication-configuration-template.ts";
import { updateReplicationConfiguration } from "./update-replication-configuration.ts";

export const replicationConfigurationOperations = [
  ...[getReplicationConfiguration, updateReplicationConfiguration],
  ...[createReplicationConfigurationTemplate, describeReplicationConfigurationTemplates],
  ...[updateReplicationConfigurationTemplate, deleteReplicationConfigurationTemplate],
];
