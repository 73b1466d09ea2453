import type { ExecutionType } from "#lib/domain/execution-status.ts";

/**
 * `LAUNCH`: from StartRecovery accepted to DRS reporting LAUNCHED. `HEALTH`: from there to both status checks and every
 * gate passed. `ACTIONS_BEFORE` and `ACTIONS_AFTER`: a wave's own steps, learnt under the OS family `UNKNOWN`.
 */
export const DURATION_STEPS = ["LAUNCH", "HEALTH", "ACTIONS_BEFORE", "ACTIONS_AFTER"] as const;
export type DurationStep = (typeof DURATION_STEPS)[number];

/** As the inventory tells it, and `UNKNOWN` where it does not. */
export const OS_FAMILIES = ["LINUX", "WINDOWS", "OTHER", "UNKNOWN"] as const;
export type OsFamily = (typeof OS_FAMILIES)[number];

export type DurationSample = {
  step: DurationStep;
  osFamily: OsFamily;
  mode: ExecutionType;
  planId: string | null;
  executionId: string | null;
  seconds: number;
};
