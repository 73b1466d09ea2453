import type { ExecutionFacts } from "./facts.ts";
import type { RunReport } from "./run.ts";

/** One line of a run that kept every promise; everything that is known of one that did not. */
export function describeRun({ scenario, seconds, violations, notices, story, facts }: RunReport): string {
  const head = `seed ${scenario.seed}: ${violations.length === 0 ? "kept" : "BROKEN"} in ${seconds.toFixed(0)} s · ${story.join(" · ")}`;
  const told = notices.map((notice) => `    notice: ${notice}`);
  if (violations.length === 0) return [head, ...told].join("\n");
  return [
    head,
    ...violations.map(({ rule, detail }) => `    BROKEN: ${rule}: ${detail}`),
    ...told,
    ...facts.executions.map((execution) => `    stands: ${standOf(execution)}`),
    `    scenario: ${JSON.stringify(scenario)}`,
    `    again: npm run chaos -- --seed ${scenario.seed}`,
  ].join("\n");
}

/** Where an execution of a broken run stands. */
function standOf({ id, status, waves, servers, launches, tasks, cleanups, events }: ExecutionFacts): string {
  const open = launches.filter(({ refusedAt, endedAt }) => refusedAt === null && endedAt === null);
  return JSON.stringify({
    id,
    status,
    cleanups,
    waves: waves.map(({ number, status }) => `${number} ${status}`),
    servers: servers.map(({ waveNumber, status, attempts }) => `${waveNumber} ${status} ${attempts}`),
    launches: open.map(({ id: launch, jobId }) => `${launch} ${jobId ?? "without a job"}`),
    latest: events.slice(-3).map(({ kind, detail }) => `${kind}: ${detail ?? ""}`),
    tasks: tasks.map(
      ({ step, waveNumber, generation, resolvedAt, sentAt }) =>
        `g${generation} ${waveNumber} ${step}${resolvedAt === null ? "" : " decided"}${sentAt === null ? "" : " sent"}`,
    ),
  });
}

/** What the runs came through, so that a suite that has become tame is noticed. */
export function describeHappenings(counts: ReadonlyMap<string, number>): string {
  const told = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`);
  return `What happened: ${told.join(", ")}.`;
}
