import { formatNoun } from "#components/ui/format.ts";
import { isWaveToDecide } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";

import { type TaskToDo, tasksToDo } from "./action-progress.ts";
import { decisionSubject, decisionTitle } from "./decision-subject.ts";

/** Waves that wait for a person, those that have waited longest first. */
export function wavesToDecide(waves: readonly ExecutionWaveView[]): ExecutionWaveView[] {
  return waves
    .filter((wave) => isWaveToDecide(wave.status))
    .toSorted((a, b) => (a.decisionSince ?? "").localeCompare(b.decisionSince ?? "") || a.number - b.number);
}

/** What the bar at the bottom of a phone says: `Decide: 1 server failed`. */
export function decisionCall(waves: readonly ExecutionWaveView[]): string {
  const subjects = wavesToDecide(waves).map(decisionSubject);
  const actions = subjects.reduce((sum, subject) => sum + subject.actions.length, 0);
  if (actions > 0) return `Decide: ${formatNoun(actions, "action")} failed`;
  const failed = subjects.flatMap((subject) => subject.failed);
  if (failed.length === 0) return `Decide: ${formatNoun(wavesToDecide(waves).length, "wave")} cannot go on`;
  return `Decide: ${formatNoun(failed.length, "server")} failed`;
}

/** What is read out when a decision appears; empty while there is none. */
export function decisionNews(waves: readonly ExecutionWaveView[]): string {
  return wavesToDecide(waves)
    .map((wave) => {
      const title = decisionTitle(decisionSubject(wave));
      return `Wave ${wave.number}, ${wave.name}, needs a decision. ${title}.`;
    })
    .join(" ");
}

/** What is read out when a person is asked to do something; empty while nobody is. */
export function taskNews(waves: readonly ExecutionWaveView[]): string {
  return tasksToDo(waves)
    .map(({ wave, run }: TaskToDo) => `Wave ${wave.number}, ${wave.name}, waits for a person: ${run.name}.`)
    .join(" ");
}

/** What the bar at the bottom of a phone says: `Do: Confirm ledger`. */
export function taskCall(waves: readonly ExecutionWaveView[]): string {
  const tasks = tasksToDo(waves);
  return tasks.length === 1 ? `Do: ${tasks[0]?.run.name ?? ""}` : `Do: ${formatNoun(tasks.length, "manual task")}`;
}
