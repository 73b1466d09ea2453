import type { RunReport } from "./run.ts";

/** One line of a run that kept every promise; everything that is known of one that did not. */
export function describeRun({ scenario, seconds, violations, notices, story }: RunReport): string {
  const head = `seed ${scenario.seed}: ${violations.length === 0 ? "kept" : "BROKEN"} in ${seconds.toFixed(0)} s · ${story.join(" · ")}`;
  const told = notices.map((notice) => `    notice: ${notice}`);
  if (violations.length === 0) return [head, ...told].join("\n");
  return [
    head,
    ...violations.map(({ rule, detail }) => `    BROKEN: ${rule}: ${detail}`),
    ...told,
    `    scenario: ${JSON.stringify(scenario)}`,
    `    again: npm run chaos -- --seed ${scenario.seed}`,
  ].join("\n");
}

/** What the runs came through, so that a suite that has become tame is noticed. */
export function describeHappenings(counts: ReadonlyMap<string, number>): string {
  const told = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`);
  return `What happened: ${told.join(", ")}.`;
}
