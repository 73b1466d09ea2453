import { hasWavePassed, isWaveOver, type ExecutionStatus, type WaveStatus } from "./execution-status.ts";

export type WaveState = {
  number: number;
  name: string;
  dependsOn: readonly number[];
  status: WaveStatus;
  /** Its failures were accepted. */
  isContinued: boolean;
};

export type Turn =
  | { kind: "go" }
  | { kind: "wait" }
  /** The wave is over already: the state machine goes past it. */
  | { kind: "over" }
  /** It can never start, because of the wave named. */
  | { kind: "blocked"; by: WaveState };

/** Whether a wave may start now. A wave waits for every dependency; one that did not pass blocks it for good. */
export function turnOf(wave: WaveState, execution: { status: ExecutionStatus; waves: readonly WaveState[] }): Turn {
  if (isWaveOver(wave.status)) return { kind: "over" };
  if (wave.status !== "PENDING" && wave.status !== "WAITING") return { kind: "go" };
  const dependencies = execution.waves.filter((other) => wave.dependsOn.includes(other.number));
  const blocker = dependencies.find((other) => isWaveOver(other.status) && !hasWavePassed(other));
  if (blocker !== undefined) return { kind: "blocked", by: blocker };
  if (execution.status !== "RUNNING") return { kind: "wait" };
  return dependencies.every(hasWavePassed) ? { kind: "go" } : { kind: "wait" };
}
