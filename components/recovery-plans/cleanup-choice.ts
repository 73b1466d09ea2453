import { formatNoun, formatPeriod } from "#components/ui/format.ts";
import { LONGEST_CLEANUP_MINUTES } from "#lib/domain/wave-policy.ts";

/** What becomes of a drill's instances, as somebody chooses it. The amount is null while its field is empty. */
export type CleanupChoice =
  { kind: "AT_END" } | { kind: "AFTER"; amount: number | null; unit: "hours" | "minutes" } | { kind: "BY_HAND" };

export function cleanupChoice(minutes: number | null): CleanupChoice {
  if (minutes === null) return { kind: "BY_HAND" };
  if (minutes === 0) return { kind: "AT_END" };
  if (minutes % 60 === 0) return { kind: "AFTER", amount: minutes / 60, unit: "hours" };
  return { kind: "AFTER", amount: minutes, unit: "minutes" };
}

/** Minutes after the drill's end, null for by hand; undefined while it cannot be read. */
export function cleanupMinutes(choice: CleanupChoice): number | null | undefined {
  switch (choice.kind) {
    case "AT_END":
      return 0;
    case "BY_HAND":
      return null;
    case "AFTER": {
      const minutes = (choice.amount ?? 0) * (choice.unit === "hours" ? 60 : 1);
      return minutes >= 1 && minutes <= LONGEST_CLEANUP_MINUTES ? minutes : undefined;
    }
  }
}

export function cleanupProblem(choice: CleanupChoice): string | undefined {
  if (cleanupMinutes(choice) !== undefined) return undefined;
  return "Between 1 hour and 30 days (720 hours).";
}

/** What the choice does to so many instances; without a number, to those of any drill of a plan. */
export function cleanupConsequence(choice: CleanupChoice, instances: number | null): string {
  const minutes = cleanupMinutes(choice);
  const isOne = instances === 1;
  const they =
    instances === null
      ? "Its instances"
      : isOne
        ? "The drill instance"
        : `The ${formatNoun(instances, "drill instance")}`;
  if (minutes === undefined) return "Say how long they may run.";
  if (minutes === null) {
    return `${they} ${isOne ? "runs and costs" : "run and cost"} until somebody terminates ${isOne ? "it" : "them"} from the page of the drill.`;
  }
  const are = isOne ? "is" : "are";
  if (minutes === 0) return `${they} ${are} terminated as soon as the drill has ended.`;
  return `${they} ${are} terminated ${formatPeriod(minutes * 60)} after the drill has ended, or earlier from its page.`;
}
