import type { Simulation } from "./simulation.ts";
import type { RegionState } from "./world.ts";

/** Who calls, where, and what happens to the answer. */
export type Call = {
  sim: Simulation;
  /** State of the account and Region that the call is for. */
  here: RegionState;
  accountId: string;
  region: string;
  /** ARN of the caller, for GetCallerIdentity. */
  callerArn: string;
  /** Aborted when the client goes away before it was answered. */
  signal: AbortSignal;
  /** Set by an operation that must know whether its answer was written to the socket. */
  onSettled?: (delivered: boolean) => void;
};

/** One AWS operation: its name, success status and what it does with unvalidated input. */
export type Operation = {
  name: string;
  status: number;
  run: (call: Call, input: unknown) => unknown;
};
