import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { type OsFamily } from "./duration-sample.ts";
import { type DurationEstimate, durationOf, type Durations, type DurationSource } from "./durations.ts";

const KIND: Record<ExecutionType, readonly [one: string, many: string]> = {
  DRILL: ["drill", "drills"],
  RECOVERY: ["recovery", "recoveries"],
};

type Basis = { durations: Durations; mode: ExecutionType; osFamilies: readonly OsFamily[] };

/**
 * What an estimate of these servers rests on, in words: `From the last 3 drills.`, `Typical durations, there is too little
 * history yet.`, and of how many servers the latter where the history knows only some.
 */
export function basisWords({ durations, mode, osFamilies }: Basis): string {
  const launches = osFamilies.map((osFamily) => durationOf(durations, { step: "LAUNCH", osFamily, mode }));
  const bySource = Map.groupBy(launches, ({ source }) => source);
  const learnt = (["plan", "all"] as const).flatMap((source) => {
    const found = bySource.get(source);
    return found === undefined ? [] : historyWords(source, found);
  });
  const priors = bySource.get("prior")?.length ?? 0;
  if (learnt.length === 0) return "Typical durations, there is too little history yet.";
  const words = `From ${learnt.join(" and ")}.`;
  if (priors === 0) return words;
  return `${words} Typical durations for ${priors} of ${launches.length} servers, of whose kind there is too little.`;
}

function historyWords(source: Exclude<DurationSource, "prior">, found: readonly DurationEstimate[]): string {
  const executions = Math.max(...found.map((each) => each.executions));
  const modes = new Set(found.map(({ mode }) => mode));
  const [only = null] = modes.size === 1 ? modes : [];
  const [one, many] = only === null ? ["execution", "executions"] : KIND[only];
  if (source === "all") return `${executions} ${executions === 1 ? one : many} of all plans`;
  return executions === 1 ? `the last ${one}` : `the last ${executions} ${many}`;
}
