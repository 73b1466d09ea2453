import type { GetLaunchConfigurationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { toLaunchConfiguration } from "../../launch-configuration-view.ts";
import { requireSourceServer } from "../../source-servers.ts";

export const getLaunchConfiguration = implement<GetLaunchConfigurationRequest>(
  "GetLaunchConfiguration",
  ({ here }, { sourceServerID }) => toLaunchConfiguration(here, requireSourceServer(here, sourceServerID)),
);
