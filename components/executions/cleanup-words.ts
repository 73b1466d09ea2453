import { formatNoun } from "#components/ui/format.ts";
import type { ExecutionView, Leftover } from "#lib/domain/execution.ts";

import { runningInstances } from "./execution-words.ts";

/** What a clean-up ends and what it leaves alone. */
export function cleanupConsequences(execution: ExecutionView): string[] {
  const count = runningInstances(execution).length;
  const isDrill = execution.type === "DRILL";
  const instances = formatNoun(count, isDrill ? "drill instance" : "recovered instance");
  return [
    `${instances} ${count === 1 ? "is" : "are"} terminated, with the volumes that go with ${count === 1 ? "it" : "them"}.`,
    isDrill
      ? "Only what this drill launched. The source servers and their replication are not touched."
      : "Only what this recovery launched. What runs on it stops, and what it wrote since is lost.",
    "An instance that another launch has replaced meanwhile is left alone.",
  ];
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

/** How many of the recovered instances EC2 refuses to terminate; null where nobody has tried yet. */
export function protectionWords(
  execution: ExecutionView,
): { words: string; errors: string[]; isComplete: boolean } | null {
  const asked = execution.waves.flatMap((wave) => wave.servers).filter((server) => server.protection !== null);
  if (asked.length === 0) return null;
  const done = asked.filter((server) => server.protection !== null && server.protection.at !== null);
  const errors = asked.flatMap(({ hostname, protection }) => {
    const error = protection?.error ?? null;
    return error === null ? [] : [`${hostname}: ${error}`];
  });
  return { words: `${done.length} of ${asked.length} protected`, errors, isComplete: done.length === asked.length };
}

/** How many of the instances that it launched are gone. */
export function cleanupProgress(execution: ExecutionView): { gone: number; total: number } {
  const launched = execution.waves
    .flatMap((wave) => wave.servers)
    .filter((server) => server.recoveryInstanceId !== null);
  return { gone: launched.length - runningInstances(execution).length, total: launched.length };
}

/** `22 drill instances run, and cost, until terminated`. */
export function stillThereWords(execution: ExecutionView): string {
  const count = runningInstances(execution).length;
  if (count === 0) return "No instance of it is known to run";
  const noun = formatNoun(count, execution.type === "DRILL" ? "drill instance" : "recovered instance");
  return `${noun} ${count === 1 ? "runs, and costs" : "run, and cost"}, until terminated`;
}
