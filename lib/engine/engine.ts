import type { Log } from "#lib/log.ts";

import type { AccountClients } from "#lib/aws/account-clients.ts";
import type { EngineControl } from "#lib/aws/engine-control.ts";
import type { Activity } from "#lib/aws/activity.ts";
import type { ChangeFeed } from "#lib/db/changes.ts";
import type { CleanupTrigger, ExecutionTrigger } from "#lib/domain/execution-trigger.ts";
import type { OutboundRules } from "#lib/outbound/safe-http.ts";
import type { Context } from "#lib/services/context.ts";

/** Lengths of time that a deployment may change; all in seconds of wall-clock time. */
export type EngineSettings = {
  slots: number;
  stepHeartbeatSeconds: number;
  parkedHeartbeatSeconds: number;
  launchClaimSeconds: number;
  launchGraceSeconds: number;
  launchLookSeconds: number;
  watchSeconds: number;
  sweepSeconds: number;
  /** Events of a state machine's history at which the next generation takes over. */
  historyEvents: number;
};

/** Whom actions may call, and the secrets that they sign with, by name. */
export type EngineOutbound = OutboundRules & { webhookSecrets: Readonly<Record<string, string>> };

/** Everything that the worker's parts share. */
export type Engine = {
  context: Context;
  aws: AccountClients;
  activity: Activity;
  trigger: ExecutionTrigger;
  cleanupTrigger: CleanupTrigger;
  control: EngineControl;
  outbound: EngineOutbound;
  changes: ChangeFeed;
  settings: EngineSettings;
  workerId: string;
  /** Aborted when the worker is told to stop. */
  leaving: AbortSignal;
  log: Log;
};
