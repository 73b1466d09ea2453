import { formatDuration } from "#components/ui/format.ts";
import type { PlanEstimate } from "#lib/domain/estimate/plan-estimate.ts";

/** By how much each wave of the critical path moves the end, in order: the pieces add up to the whole. */
export function criticalSteps({ waves, criticalPath, p50Seconds }: PlanEstimate): { wave: number; seconds: number }[] {
  const ends = new Map(waves.map(({ number, end }) => [number, end.p50]));
  let before = 0;
  return criticalPath.map(({ wave }, index) => {
    const end = index === criticalPath.length - 1 ? p50Seconds : Math.min(ends.get(wave) ?? before, p50Seconds);
    const seconds = Math.max(0, end - before);
    before = Math.max(before, end);
    return { wave, seconds };
  });
}

const NAMED = 3;

/** `Wave 3 has 2:40 of slack. `; of those that have least, and of waves on the critical path nothing. */
export function slackWords({ waves }: PlanEstimate): string {
  const loose = waves
    .flatMap(({ number, slackSeconds }) =>
      slackSeconds === null || slackSeconds < 1 ? [] : [{ number, slackSeconds }],
    )
    .toSorted((a, b) => a.slackSeconds - b.slackSeconds);
  const said = loose.slice(0, NAMED).map(({ number, slackSeconds }, index) => {
    return `${index === 0 ? "Wave " : "wave "}${number} has ${formatDuration(slackSeconds)}`;
  });
  if (said.length === 0) return "";
  const more = loose.length > NAMED ? `, ${loose.length - NAMED} more waves have more` : "";
  return `${said.join(", ")} of slack${more}. `;
}
