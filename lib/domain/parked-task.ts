import {
  type ExecutionStatus,
  hasWavePassed,
  isLaunchDecided,
  isServerSettled,
  isWaveOver,
  type ServerStatus,
} from "./execution-status.ts";
import { turnOf, type WaveState } from "./wave-turn.ts";

/** Steps of a wave that wait for a condition. Their tokens are kept in the database and hold no worker. */
export const AWAIT_TURN = "await-turn";
export const LAUNCH = "launch";
export const VERIFY = "verify";
export const AWAIT_DECISION = "await-decision";
/** The step of an execution that waits for its end. */
export const FINALIZE = "finalize";

/** The wave number under which tasks that are about no wave are kept. */
export const WHOLE_EXECUTION = 0;

export type WaveProgress = WaveState & { isLaunched: boolean; isSettled: boolean };

export type ParkedOutcome =
  /** The wave may start. */
  | "go"
  /** DRS has decided every server of it. */
  | "launched"
  /** Servers of it are to be launched, once more. */
  | "launch"
  /** Nothing of it is under way, and a person has to say how it goes on. */
  | "decide"
  | "over";

export function progressOf(wave: WaveState, servers: readonly { status: ServerStatus }[]): WaveProgress {
  return {
    ...wave,
    isLaunched: servers.every(({ status }) => isLaunchDecided(status)),
    isSettled: servers.every(({ status }) => isServerSettled(status)),
  };
}

/** What a waiting task of a wave is answered now; null while it has to wait. */
export function parkedOutcome(
  step: string,
  wave: WaveProgress,
  execution: { status: ExecutionStatus; waves: readonly WaveState[] },
): ParkedOutcome | null {
  if (isWaveOver(wave.status)) return "over";
  const needsDecision = wave.status === "AWAITING_DECISION" && wave.isSettled;
  switch (step) {
    case AWAIT_TURN: {
      const { kind } = turnOf(wave, execution);
      return kind === "go" ? "go" : kind === "wait" ? null : "over";
    }
    case LAUNCH:
      if (needsDecision) return "decide";
      return hasBegun(wave) && wave.isLaunched ? "launched" : null;
    case VERIFY:
      if (needsDecision) return "decide";
      return wave.isLaunched ? null : "launch";
    case AWAIT_DECISION:
      return needsDecision ? null : "launch";
    default:
      return null;
  }
}

/**
 * Whether a task shows that the state machine is further than the database: then that was restored from an older backup,
 * because a step is only ever sent after what comes before it was committed.
 */
export function isAheadOfUs(
  step: string,
  wave: WaveState,
  execution: { status: ExecutionStatus; waves: readonly WaveState[] },
): boolean {
  if (isWaveOver(wave.status)) return false;
  if (execution.status === "PENDING") return true;
  if (step === AWAIT_TURN || hasBegun(wave)) return false;
  if (step !== LAUNCH) return true;
  return execution.waves.some((other) => wave.dependsOn.includes(other.number) && !hasWavePassed(other));
}

export function hasBegun(wave: Pick<WaveState, "status">): boolean {
  return wave.status !== "PENDING" && wave.status !== "WAITING";
}
