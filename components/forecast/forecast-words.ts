import { listWords } from "#components/executions/execution-words.ts";
import type { Family } from "#components/ui/family.ts";
import { formatClock, formatDuration, formatPeriod } from "#components/ui/format.ts";
import type { ForecastView } from "#lib/domain/estimate/forecast-view.ts";

const MINUTE = 60;

/** An estimate is not exact to the second: `about 41 min`, below a minute in seconds. */
export function aboutWords(seconds: number): string {
  if (seconds < MINUTE) return `${Math.max(1, Math.round(seconds))} s`;
  return formatPeriod(Math.round(seconds / MINUTE) * MINUTE);
}

export type ForecastVerdict = { family: Extract<Family, "ok" | "attn" | "bad">; words: string };

/** Whether it makes its recovery time target; null where there is none. */
export function forecastVerdict({ rto, end }: Pick<ForecastView, "rto" | "end">): ForecastVerdict | null {
  if (rto === null) return null;
  const time = aboutWords(Math.abs(rto.spareSeconds));
  if (rto.risk === "will-miss") return { family: "bad", words: `Will miss it by ${time}` };
  if (rto.risk === "none") return { family: "ok", words: `Will make it, ${time} to spare` };
  return { family: "attn", words: `May miss it: 9 of 10 end by ${formatClock(end.p90)}` };
}

/** What the expected end is for, and which failures are not in it. */
export function conditionWords({ condition, notCounted }: Pick<ForecastView, "condition" | "notCounted">): string {
  const sentences: string[] = [];
  if (condition === "RETRIED") sentences.push("If a retry now works. Each minute of waiting costs one.");
  if (condition === "RESUMED") sentences.push("If it is resumed now.");
  if (notCounted.length > 0) {
    const names = listWords(notCounted.map(({ hostname }) => hostname));
    sentences.push(
      `Not counted: ${names} failed, and nobody launches ${notCounted.length === 1 ? "it" : "them"} again.`,
    );
  }
  return sentences.join(" ");
}

/** What one answer to a wave does to the end: `if it works, ends 03:41`, `ends 03:36, RTO missed`. */
export function answerWords(option: ForecastView["options"][number]): string {
  const end = `ends ${formatClock(option.end)}`;
  const missed = option.rto?.risk === "will-miss" ? ", RTO missed" : "";
  return `${option.action === "retry" ? "if it works, " : ""}${end}${missed}`;
}

/** `0:48 ahead of plan`, `5:33 behind plan`; empty where it went as planned. */
export function againstPlan(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole === 0) return "";
  return `${formatDuration(Math.abs(whole))} ${whole < 0 ? "ahead of" : "behind"} plan`;
}
