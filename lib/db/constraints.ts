import { AppError, type ErrorCode } from "#lib/domain/errors.ts";

import { violatedConstraint } from "./postgres-errors.ts";

/** The one place where a violated constraint becomes an error of the product. */
const MEANING: Record<string, [ErrorCode, string]> = {
  account_pkey: ["ACCOUNT_EXISTS", "This account is registered already."],
  account_name_key: ["ACCOUNT_EXISTS", "An account with this name exists already."],
  protection_group_name_key: ["PG_NAME_EXISTS", "A protection group with this name exists already."],
  group_server_pkey: ["SERVER_ASSIGNED", "One of these servers was put into another group just now."],
  recovery_plan_name_key: ["PLAN_NAME_EXISTS", "A recovery plan with this name exists already."],
  plan_group_group_id_fkey: ["GROUP_IN_USE", "A recovery plan uses this group."],
  health_profile_name_key: ["HEALTH_PROFILE_NAME_EXISTS", "A health profile with this name exists already."],
  plan_health_profile_profile_id_fkey: ["HEALTH_PROFILE_IN_USE", "A recovery plan uses this health profile."],
  channel_name_key: ["CHANNEL_NAME_EXISTS", "A channel with this name exists already."],
  execution_plan_active_key: ["EXECUTION_IN_PROGRESS", "An execution of this plan is running already."],
  execution_server_lease_key: ["SERVER_BUSY", "One of these servers was taken by another execution just now."],
};

/** The product's error for a violated constraint; null for every other failure. */
export function constraintError(error: unknown): AppError | null {
  const constraint = violatedConstraint(error);
  const meaning = constraint === null ? undefined : MEANING[constraint];
  return meaning === undefined ? null : new AppError(meaning[0], meaning[1], { cause: error });
}
