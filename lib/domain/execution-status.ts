import { z } from "zod";

export const ExecutionType = z.enum(["DRILL", "RECOVERY"]);
export type ExecutionType = z.infer<typeof ExecutionType>;

export const ExecutionStatus = z.enum([
  "PENDING",
  "AWAITING_APPROVAL",
  "RUNNING",
  "PAUSED",
  "CANCELLING",
  "COMPLETED",
  "PARTIAL",
  "FAILED",
  "CANCELLED",
]);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

export const WaveStatus = z.enum([
  "PENDING",
  "WAITING",
  "PRE_ACTIONS",
  "LAUNCHING",
  "VERIFYING",
  "POST_ACTIONS",
  "AWAITING_DECISION",
  "COMPLETED",
  "PARTIAL",
  "FAILED",
  "SKIPPED",
  "CANCELLED",
]);
export type WaveStatus = z.infer<typeof WaveStatus>;

export const ServerStatus = z.enum([
  "PENDING",
  "QUEUED",
  "LAUNCHING",
  "LAUNCHED",
  "HEALTHY",
  "UNHEALTHY",
  "FAILED",
  "SKIPPED",
  "TERMINATED",
]);
export type ServerStatus = z.infer<typeof ServerStatus>;

const EXECUTION_TRANSITIONS: Record<ExecutionStatus, readonly ExecutionStatus[]> = {
  PENDING: ["RUNNING", "CANCELLING", "CANCELLED"],
  AWAITING_APPROVAL: ["PENDING", "CANCELLED"],
  RUNNING: ["PAUSED", "CANCELLING", "COMPLETED", "PARTIAL", "FAILED"],
  // What DRS runs goes on while nothing new starts, so a paused execution may come to its end.
  PAUSED: ["RUNNING", "CANCELLING", "COMPLETED", "PARTIAL", "FAILED"],
  CANCELLING: ["CANCELLED"],
  COMPLETED: [],
  PARTIAL: [],
  FAILED: [],
  CANCELLED: [],
};

const WAVE_ENDS: readonly WaveStatus[] = ["COMPLETED", "PARTIAL", "FAILED", "SKIPPED", "CANCELLED"];
const WAVE_WORK: readonly WaveStatus[] = ["PRE_ACTIONS", "LAUNCHING", "VERIFYING", "POST_ACTIONS", "AWAITING_DECISION"];

/** A wave under way goes to and fro between its stages, because failed servers are launched again. */
const WAVE_TRANSITIONS: Record<WaveStatus, readonly WaveStatus[]> = {
  PENDING: ["WAITING", ...WAVE_WORK, ...WAVE_ENDS],
  WAITING: [...WAVE_WORK, ...WAVE_ENDS],
  PRE_ACTIONS: [...WAVE_WORK, ...WAVE_ENDS],
  LAUNCHING: [...WAVE_WORK, ...WAVE_ENDS],
  VERIFYING: [...WAVE_WORK, ...WAVE_ENDS],
  POST_ACTIONS: [...WAVE_WORK, ...WAVE_ENDS],
  AWAITING_DECISION: [...WAVE_WORK, ...WAVE_ENDS],
  COMPLETED: [],
  // A failure that was accepted may still be put right while the execution runs.
  PARTIAL: ["COMPLETED"],
  FAILED: ["PARTIAL", "COMPLETED"],
  SKIPPED: [],
  CANCELLED: [],
};

const SERVER_TRANSITIONS: Record<ServerStatus, readonly ServerStatus[]> = {
  PENDING: ["QUEUED", "LAUNCHING", "FAILED", "SKIPPED"],
  // Launched without a launch of its own: an instance of an earlier one came up late, or AWS shows more than we knew.
  QUEUED: ["LAUNCHING", "LAUNCHED", "FAILED", "SKIPPED"],
  // Back to the queue when AWS refused the call, or when a failed launch is repeated.
  LAUNCHING: ["QUEUED", "LAUNCHED", "FAILED", "SKIPPED"],
  LAUNCHED: ["HEALTHY", "UNHEALTHY", "FAILED", "SKIPPED", "TERMINATED"],
  HEALTHY: ["UNHEALTHY", "TERMINATED"],
  UNHEALTHY: ["HEALTHY", "QUEUED", "SKIPPED", "TERMINATED"],
  FAILED: ["QUEUED", "LAUNCHED", "SKIPPED", "TERMINATED"],
  SKIPPED: ["TERMINATED"],
  TERMINATED: [],
};

/** Thrown where code asks for a change of status that the table does not have: always a defect, never bad input. */
export class IllegalTransitionError extends Error {
  override readonly name = "IllegalTransitionError";
}

function requireTransition<S extends string>(table: Record<S, readonly S[]>, from: S, to: S): S {
  if (table[from].includes(to)) return to;
  throw new IllegalTransitionError(`No way from ${from} to ${to}.`);
}

export function executionTransition(from: ExecutionStatus, to: ExecutionStatus): ExecutionStatus {
  return requireTransition(EXECUTION_TRANSITIONS, from, to);
}

export function waveTransition(from: WaveStatus, to: WaveStatus): WaveStatus {
  return requireTransition(WAVE_TRANSITIONS, from, to);
}

export function serverTransition(from: ServerStatus, to: ServerStatus): ServerStatus {
  return requireTransition(SERVER_TRANSITIONS, from, to);
}

/** The execution is over and frozen. */
export function isTerminal(status: ExecutionStatus): boolean {
  return EXECUTION_TRANSITIONS[status].length === 0;
}

/** Nothing new starts until somebody resumes it. */
export function isPaused(status: ExecutionStatus): boolean {
  return status === "PAUSED";
}

export function isWaveOver(status: WaveStatus): boolean {
  return WAVE_ENDS.includes(status);
}

/** Something has been started for the wave and is not over. */
export function isWaveUnderWay(status: WaveStatus): boolean {
  return !isWaveOver(status) && !isWaveToGo(status);
}

/** Nothing has been started for the wave, and it may still be changed. */
export function isWaveToGo(status: WaveStatus): boolean {
  return status === "PENDING" || status === "WAITING";
}

/** It cannot pass as things stand, and a person says how it goes on. */
export function isWaveToDecide(status: WaveStatus): boolean {
  return status === "AWAITING_DECISION";
}

/** Waves behind this one may start: it passed, or its failures were accepted. */
export function hasWavePassed(wave: { status: WaveStatus; isContinued: boolean }): boolean {
  const { status, isContinued } = wave;
  return status === "COMPLETED" || status === "PARTIAL" || status === "SKIPPED" || (status === "FAILED" && isContinued);
}

/** It was not handed to DRS. */
export function isUnstarted(status: ServerStatus): boolean {
  return status === "PENDING" || status === "QUEUED";
}

/** Nothing more will be launched for this server, and DRS has said what became of it. */
export function isLaunchDecided(status: ServerStatus): boolean {
  switch (status) {
    case "LAUNCHED":
    case "HEALTHY":
    case "UNHEALTHY":
    case "FAILED":
    case "SKIPPED":
    case "TERMINATED":
      return true;
    case "PENDING":
    case "QUEUED":
    case "LAUNCHING":
      return false;
  }
}

/** The server's part in the wave is over: it is healthy, or it is known why not. */
export function isServerSettled(status: ServerStatus): boolean {
  return isLaunchDecided(status) && status !== "LAUNCHED";
}

export function isServerProblem(status: ServerStatus): boolean {
  return status === "FAILED" || status === "UNHEALTHY";
}

/** It has not been handed to DRS yet, so it may still be left out. */
export function isServerWaiting(status: ServerStatus): boolean {
  return status === "PENDING" || status === "QUEUED";
}
