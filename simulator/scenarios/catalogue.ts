import { agentsUnreachable } from "./agents-unreachable.ts";
import { growingLag } from "./growing-lag.ts";
import { iamMissing } from "./iam-missing.ts";
import { kmsKeySharedWrongly } from "./kms-key-shared-wrongly.ts";
import { neverHealthy } from "./never-healthy.ts";
import { noCapacity } from "./no-capacity.ts";
import { quotaFull } from "./quota-full.ts";
import { regionDown } from "./region-down.ts";
import { replicationStalled } from "./replication-stalled.ts";
import type { Scenario } from "./scenario.ts";
import { serverErrors } from "./server-errors.ts";
import { sessionExpiry } from "./session-expiry.ts";
import { slowWindows } from "./slow-windows.ts";
import { somebodyElseLaunches } from "./somebody-else-launches.ts";
import { stuckJobs } from "./stuck-jobs.ts";
import { throttlingStorm } from "./throttling-storm.ts";

/** Every scenario, as a reader meets them: from disasters to everyday trouble. */
export const SCENARIOS: readonly Scenario[] = [
  ...[regionDown, agentsUnreachable, replicationStalled, growingLag],
  ...[noCapacity, kmsKeySharedWrongly, iamMissing, slowWindows, stuckJobs, neverHealthy],
  ...[quotaFull, somebodyElseLaunches, throttlingStorm, serverErrors, sessionExpiry],
];
