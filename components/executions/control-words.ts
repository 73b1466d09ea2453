import { formatNoun } from "#components/ui/format.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { type ExecutionStatus, isTerminal, isWaveToGo } from "#lib/domain/execution-status.ts";

import { instanceNoun, runningInstances } from "./execution-words.ts";
import { serversDo, waveNumbers } from "./waves-behind.ts";

/** Orders to the execution are taken: it is neither over nor being cancelled, nor waits to be approved. */
export function takesOrders(status: ExecutionStatus): boolean {
  return status === "RUNNING" || status === "PAUSED" || status === "PENDING";
}

/** `drill`, `recovery`. */
export function kindWord({ type }: Pick<ExecutionView, "type">): string {
  return type === "DRILL" ? "drill" : "recovery";
}

/** Why it cannot be paused now; undefined when it can. */
export function whyNotPaused(status: ExecutionStatus): string | undefined {
  switch (status) {
    case "RUNNING":
    case "PAUSED":
      return undefined;
    case "PENDING":
    case "AWAITING_APPROVAL":
      return "It has not started yet. It can be cancelled.";
    case "CANCELLING":
      return "It is being cancelled. Nothing new starts any more.";
    case "COMPLETED":
    case "PARTIAL":
    case "FAILED":
    case "CANCELLED":
      return "It is over.";
  }
}

/** Why it cannot be cancelled now; undefined when it can. */
export function whyNotCancelled(status: ExecutionStatus): string | undefined {
  if (status === "CANCELLING") return "It is being cancelled already. It ends when DRS has ended its jobs.";
  return isTerminal(status) ? "It is over." : undefined;
}

/** What a pause stops and what it does not. */
export function pauseWords(execution: ExecutionView): string[] {
  const { launching, toGo } = execution.servers;
  return [
    toGo === 0
      ? "No server is left to launch."
      : `${serversDo(toGo, { one: "waits", many: "wait" })} until it is resumed.`,
    goesOnWords(launching),
    ...actionSentence(execution, "Actions that run go on. No other starts before it is resumed."),
    "Health checks of launched servers go on. The recovery time goes on as well.",
  ];
}

function actionSentence({ waves }: ExecutionView, words: string): string[] {
  const isOpen = waves.some(({ actions }) => actions.some(({ state }) => state === "PENDING" || state === "RUNNING"));
  return isOpen ? [words] : [];
}

export function resumeWords(execution: ExecutionView): string[] {
  const { toGo } = execution.servers;
  const open = execution.waves.filter((wave) => isWaveToGo(wave.status)).length;
  return [
    toGo === 0 ? "No server is left to launch." : `${formatNoun(toGo, "server")} to go.`,
    open === 0
      ? "Every wave has started."
      : `${formatNoun(open, "wave")} to start, as soon as those before have passed.`,
  ];
}

export type CancelWords = { stops: string; goesOn: string; left: string };

/** What a cancelled execution does not do any more, what cannot be stopped, and what it leaves behind. */
export function cancelWords(execution: ExecutionView): CancelWords {
  const { launching, toGo } = execution.servers;
  const pending = execution.waves.filter((wave) => isWaveToGo(wave.status));
  const waves = pending.map((wave) => wave.number);
  const notStarted =
    waves.length === 0 ? "" : ` ${waveNumbers(waves)} ${waves.length === 1 ? "does" : "do"} not start.`;
  const left = runningInstances(execution).length;
  return {
    stops:
      toGo === 0
        ? `No server is left to launch.${notStarted}`
        : `${serversDo(toGo, { one: "is", many: "are" })} not launched.${notStarted}`,
    goesOn: [goesOnWords(launching), ...actionSentence(execution, "Actions that run are stopped.")].join(" "),
    left: leftWords(execution, left + launching),
  };
}

function goesOnWords(launching: number): string {
  if (launching === 0) return "DRS is not launching anything right now.";
  return `DRS cannot be stopped: ${serversDo(launching, { one: "it is launching comes", many: "it is launching come" })} up.`;
}

function leftWords(execution: ExecutionView, count: number): string {
  if (count === 0) return "Nothing is left behind.";
  const noun = instanceNoun(execution, count);
  const keeps = count === 1 ? "keeps running, and costs" : "keep running, and cost";
  const when = execution.type === "DRILL" ? cleanupWords(execution.cleanupMinutes) : "until you terminate them";
  return `${noun} ${keeps}, ${count === 1 ? when.replace("them", "it") : when}.`;
}

function cleanupWords(minutes: number | null): string {
  if (minutes === null) return "until you clean up";
  return minutes === 0 ? "until the clean-up at its end" : "until the clean-up that is set for after its end";
}

/** What runs on while nothing new starts. */
export function stillRunningWords({ servers }: Pick<ExecutionView, "servers">): string {
  const { launching, launched } = servers;
  if (launching + launched === 0) return "Nothing is under way.";
  const parts = [
    launching > 0 && `DRS is launching ${formatNoun(launching, "server")}`,
    launched > 0 && `${serversDo(launched, { one: "is", many: "are" })} being checked`,
  ].filter((part) => part !== false);
  return `${parts.join(", ")}.`;
}
