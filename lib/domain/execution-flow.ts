import { NO_ACTIONS } from "./actions/wave-actions.ts";
import {
  type ExecutionStatus,
  hasWavePassed,
  isServerSettled,
  isUnstarted,
  isWaveOver,
  isWaveUnderWay,
  type ServerStatus,
  type WaveStatus,
} from "./execution-status.ts";
import { executionOutcome } from "./outcome.ts";
import { turnOf, type WaveState } from "./wave-turn.ts";
import { type JudgedServer, type JudgedWave, waveVerdict } from "./wave-verdict.ts";

export type FlowWave = WaveState & JudgedWave;

/** An execution as far as it decides what its waves are. `servers`: of each wave, by its number. */
export type Flow = {
  status: ExecutionStatus;
  waves: readonly FlowWave[];
  servers: ReadonlyMap<number, readonly JudgedServer[]>;
};

export type WaveChange = {
  number: number;
  status: WaveStatus;
  /** Its failures are accepted from now on: the waves behind it may start. */
  isContinued: boolean;
  /** The wave that keeps it from ever starting. */
  blockedBy: number | null;
};

/**
 * The next change that the servers make to the waves; null when all of them say what they are. Applied one after another
 * until null, the order does not matter: every wave depends on its own servers and on waves that only ever end once.
 */
export function nextWaveChange(flow: Flow): WaveChange | null {
  for (const wave of flow.waves) {
    const change = ownChange(flow, wave) ?? blockedChange(flow, wave);
    if (change !== null && change.status !== wave.status) return change;
  }
  return null;
}

/** How the execution ends, once nothing of it is left to do but what DRS may still be running; null while there is. */
export function endOfFlow(
  flow: Flow,
): Extract<ExecutionStatus, "COMPLETED" | "PARTIAL" | "FAILED" | "CANCELLED"> | null {
  if (!flow.waves.every((wave) => isWaveOver(wave.status)) || wavesToSkip(flow).length > 0) return null;
  const isCancelling = flow.status === "CANCELLING";
  const open: readonly ServerStatus[] = isCancelling ? ["LAUNCHING"] : ["QUEUED", "LAUNCHING", "LAUNCHED"];
  const isBusy = [...flow.servers.values()].some((servers) => servers.some(({ status }) => open.includes(status)));
  if (isBusy || flow.waves.some(isActing)) return null;
  return isCancelling ? "CANCELLED" : executionOutcome(flow.waves);
}

/** Waves with servers that were not handed to DRS and never will be: the wave is lost or skipped, or everything is cancelled. */
export function wavesToSkip(flow: Flow): number[] {
  return flow.waves.flatMap((wave) => {
    const isLost = isWaveOver(wave.status) && (wave.status === "SKIPPED" || !hasWavePassed(wave));
    if (!isLost && flow.status !== "CANCELLING") return [];
    const servers = flow.servers.get(wave.number) ?? [];
    return servers.some(({ status }) => isUnstarted(status)) ? [wave.number] : [];
  });
}

/** Ids of the actions of each wave that may start now, by its number; none while the execution does not run. */
export function actionsToStart(flow: Flow): Map<number, readonly string[]> {
  if (flow.status !== "RUNNING") return new Map();
  const underWay = flow.waves.filter((wave) => isWaveUnderWay(wave.status));
  return new Map(underWay.map((wave) => [wave.number, waveVerdict(wave, flow.servers.get(wave.number) ?? []).start]));
}

function isActing({ before, after }: FlowWave): boolean {
  return before.running.length + after.running.length > 0;
}

function ownChange(flow: Flow, wave: FlowWave): WaveChange | null {
  const servers = flow.servers.get(wave.number) ?? [];
  if (isWaveOver(wave.status)) return improvement(wave, servers);
  const isCancelling = flow.status === "CANCELLING";
  if (!isWaveUnderWay(wave.status)) return isCancelling ? changeTo(wave, "CANCELLED", false) : null;
  const { status, isAccepted } = waveVerdict(wave, servers);
  if (!isCancelling || status === "COMPLETED") return changeTo(wave, status, isAccepted);
  // What DRS and actions run is not torn off: the wave is cancelled once it is known what became of it.
  const isRunning = isActing(wave) || servers.some((server) => server.status === "LAUNCHING");
  return isRunning ? null : changeTo(wave, "CANCELLED", false);
}

/** A wave whose failures were accepted may still come to more, while the execution runs. */
function improvement(wave: FlowWave, servers: readonly JudgedServer[]): WaveChange | null {
  const mayImprove = wave.status === "PARTIAL" || (wave.status === "FAILED" && wave.isContinued);
  if (!mayImprove || !servers.every(({ status }) => isServerSettled(status))) return null;
  // Its actions are over, however they ended: only servers may still come up.
  const before = { ...NO_ACTIONS, isWhole: wave.before.isWhole };
  const after = { ...NO_ACTIONS, isWhole: wave.after.isWhole };
  const { status } = waveVerdict({ ...wave, isContinued: true, before, after }, servers);
  const isBetter = status === "COMPLETED" || (status === "PARTIAL" && wave.status === "FAILED");
  return isBetter ? changeTo(wave, status, wave.isContinued) : null;
}

function blockedChange(flow: Flow, wave: FlowWave): WaveChange | null {
  const turn = turnOf(wave, flow);
  if (turn.kind !== "blocked") return null;
  return { ...changeTo(wave, "CANCELLED", false), blockedBy: turn.by.number };
}

function changeTo(wave: FlowWave, status: WaveStatus, isAccepted: boolean): WaveChange {
  const isContinued = wave.isContinued || (isAccepted && isWaveOver(status));
  return { number: wave.number, status, isContinued, blockedBy: null };
}
