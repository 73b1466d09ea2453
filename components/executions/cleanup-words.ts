import { type ExecutionServerView, type ExecutionView, isProtectionDue, type Leftover } from "#lib/domain/execution.ts";

import { instanceNoun, listWords, runningInstances } from "./execution-words.ts";

/** A drill is cleaned up after; ending the servers of a recovery is called what it is. */
const NAMES = {
  DRILL: { noun: "clean-up", title: "Clean-up", runs: "Cleaning up", done: "Cleaned up" },
  RECOVERY: { noun: "termination", title: "Termination", runs: "Terminating", done: "Terminated" },
} as const;

export function cleanupNames({ type }: Pick<ExecutionView, "type">) {
  return NAMES[type];
}

/** What a clean-up ends and what it leaves alone. */
export function cleanupConsequences(execution: ExecutionView): string[] {
  const count = runningInstances(execution).length;
  const isDrill = execution.type === "DRILL";
  const isOne = count === 1;
  const instances = instanceNoun(execution, count);
  return [
    `${instances} ${isOne ? "is" : "are"} terminated, with the volumes that go with ${isOne ? "it" : "them"}.`,
    isDrill
      ? "Only what this drill launched. The source servers and their replication are not touched."
      : `${lossWords(count)} Termination protection is switched off first.`,
    "An instance that another launch has replaced meanwhile is left alone.",
  ];
}

/** What ending recovered servers means to those who use them. */
export function lossWords(count: number): string {
  return count === 1
    ? "Terminating it cannot be undone: what runs on it stops, and what it wrote since is lost."
    : "Terminating them cannot be undone: what runs on them stops, and what they wrote since is lost.";
}

/** `about 12.40 USD so far`; null where no price is known. */
export function costWords(leftovers: readonly Leftover[]): string | null {
  const known = leftovers.flatMap((leftover) => leftover.costSoFarUsd ?? []);
  if (known.length === 0) return null;
  return `${dollars(known.reduce((sum, cost) => sum + cost, 0))} so far`;
}

/** `12.40 USD`. */
export function dollars(amount: number): string {
  return `${amount.toFixed(2)} USD`;
}

export type ProtectionWords = { title: string; detail: string; errors: string[]; isComplete: boolean };

/** How many of the recovered servers that run EC2 refuses to terminate; null where none runs, and for a drill. */
export function protectionWords(execution: ExecutionView): ProtectionWords | null {
  const running = execution.type === "DRILL" ? [] : runningInstances(execution);
  if (running.length === 0) return null;
  const open = running.filter(({ protection }) => protection === null || protection.at === null);
  const errors = open.flatMap(({ hostname, protection }) => {
    const error = protection?.error ?? null;
    return error === null ? [] : [`${hostname}: ${error}`];
  });
  return {
    title: `Termination protection: ${running.length - open.length} of ${running.length} protected`,
    detail: protectionDetail(execution, open),
    errors,
    isComplete: open.length === 0,
  };
}

function protectionDetail(execution: ExecutionView, open: readonly ExecutionServerView[]): string {
  if (open.length === 0)
    return "Outside of this page a protected instance cannot be terminated, nor replaced by another launch.";
  const names = listWords(open.map(({ hostname }) => hostname));
  const isComing = open.every((server) => isProtectionDue(server, execution) && server.protection === null);
  if (isComing) return `It is being switched on for ${names}.`;
  return `Not protected: ${names}. Another launch would terminate ${open.length === 1 ? "it" : "them"}.`;
}

/** How many of the instances that it launched are gone. */
export function cleanupProgress(execution: ExecutionView): { gone: number; total: number } {
  const launched = execution.waves
    .flatMap((wave) => wave.servers)
    .filter((server) => server.recoveryInstanceId !== null);
  return { gone: launched.length - runningInstances(execution).length, total: launched.length };
}

/** `22 drill instances run, and cost, until terminated`, `2 recovered servers run`. */
export function stillThereWords(execution: ExecutionView): string {
  const count = runningInstances(execution).length;
  const noun = instanceNoun(execution, count);
  if (execution.type === "RECOVERY") {
    return count === 0 ? "No recovered server is known to run" : `${noun} ${count === 1 ? "runs" : "run"}`;
  }
  if (count === 0) return "No instance of it is known to run";
  return `${noun} ${count === 1 ? "runs, and costs" : "run, and cost"}, until terminated`;
}
