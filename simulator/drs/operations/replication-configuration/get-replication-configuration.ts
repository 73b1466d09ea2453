import type { GetReplicationConfigurationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { toReplicationConfiguration } from "../../replication-configuration-view.ts";
import { requireSourceServer } from "../../source-servers.ts";

export const getReplicationConfiguration = implement<GetReplicationConfigurationRequest>(
  "GetReplicationConfiguration",
  ({ here }, { sourceServerID }) => toReplicationConfiguration(here, requireSourceServer(here, sourceServerID)),
);
