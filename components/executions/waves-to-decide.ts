import { formatNoun } from "#components/ui/format.ts";
import { isServerProblem, isWaveToDecide } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";

import { failureTitle } from "./failure-causes.ts";

/** Waves that wait for a person, those that have waited longest first. */
export function wavesToDecide(waves: readonly ExecutionWaveView[]): ExecutionWaveView[] {
  return waves
    .filter((wave) => isWaveToDecide(wave.status))
    .toSorted((a, b) => (a.decisionSince ?? "").localeCompare(b.decisionSince ?? "") || a.number - b.number);
}

/** What the bar at the bottom of a phone says: `Decide: 1 server failed`. */
export function decisionCall(waves: readonly ExecutionWaveView[]): string {
  const failed = wavesToDecide(waves).flatMap((wave) =>
    wave.servers.filter((server) => isServerProblem(server.status)),
  );
  if (failed.length === 0) return `Decide: ${formatNoun(wavesToDecide(waves).length, "wave")} cannot go on`;
  return `Decide: ${formatNoun(failed.length, "server")} failed`;
}

/** What is read out when a decision appears; empty while there is none. */
export function decisionNews(waves: readonly ExecutionWaveView[]): string {
  return wavesToDecide(waves)
    .map((wave) => {
      const failed = wave.servers.filter((server) => isServerProblem(server.status));
      return `Wave ${wave.number}, ${wave.name}, needs a decision. ${failureTitle(failed)}.`;
    })
    .join(" ");
}
