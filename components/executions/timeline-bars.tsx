import { type CSSProperties } from "react";

import { againstPlan } from "#components/forecast/forecast-words.ts";
import { FAMILY_CLASS, type Family } from "#components/ui/family.ts";
import { formatClock, formatDuration } from "#components/ui/format.ts";
import type { ForecastView } from "#lib/domain/estimate/forecast-view.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";

import { placeOf, type TimeScale } from "./timeline-scale.ts";
import { afterWords, waveFamily } from "./wave-look.ts";

/** Labels stand left of a bar that ends beyond this share of the axis. */
const LABEL_TURNS_AT = 66;

/** Milliseconds since the epoch. */
type Span = { from: number; to: number };

export type WaveTimes = {
  /** As it was estimated at the start of the execution; null where that was not kept. */
  planned: Span | null;
  /** What is still to come by the forecast; null where nothing is, or it is not known. */
  expected: Span | null;
  /** On which the end of the execution hangs. */
  isCritical: boolean;
  slackSeconds: number | null;
};

type WaveBarsProps = { wave: ExecutionWaveView; times: WaveTimes; scale: TimeScale; now: number | null };

/** Planned above, below it what happened and what is expected, with a word on how that stands. */
export function WaveBars({ wave, times: { planned, expected, slackSeconds }, scale, now }: WaveBarsProps) {
  const from = wave.startedAt === null ? null : Date.parse(wave.startedAt);
  const until = wave.endedAt === null ? (now ?? scale.to) : Date.parse(wave.endedAt);
  const left = Math.min(...[from, expected?.from, planned?.from].flatMap((at) => at ?? []), scale.to);
  const right = Math.max(...[from === null ? null : until, expected?.to].flatMap((at) => at ?? []), scale.from);
  const words =
    from === null && expected === null
      ? waitWords(wave)
      : barWords(wave, { from, until, planned, expected, slackSeconds });
  return (
    <>
      {planned !== null && (
        <div
          className="absolute top-[5px] h-[5px] min-w-[3px] rounded-[2px] inset-ring inset-ring-ink-faint"
          style={spanStyle(scale, planned)}
          title={`Planned: ${clock(planned.from)} to ${clock(planned.to)}`}
        />
      )}
      {from !== null && (
        <div
          className={`${FAMILY_CLASS[barFamily(wave)]} absolute top-[13px] h-2.5 min-w-[3px] rounded-[2px] bg-(--family)`}
          style={spanStyle(scale, { from, to: until })}
          title={`${formatDuration((until - from) / 1000)}, from ${clock(from)}`}
        />
      )}
      {expected !== null && (
        <div
          className={`absolute top-[13px] h-2.5 min-w-[3px] rounded-[2px] inset-ring ${from === null ? EXPECTED_LATER : EXPECTED_NOW}`}
          style={spanStyle(scale, expected)}
          title={`Expected until ${clock(expected.to)}`}
        />
      )}
      <Label scale={scale} span={{ from: left, to: right }} isAlone={from === null && expected === null}>
        {words}
      </Label>
    </>
  );
}

const EXPECTED_NOW =
  "inset-ring-run bg-[repeating-linear-gradient(135deg,var(--color-run)_0_3px,var(--color-run-tint)_3px_6px)]";
const EXPECTED_LATER =
  "inset-ring-idle bg-[repeating-linear-gradient(135deg,var(--color-idle)_0_2px,var(--color-surface)_2px_5px)]";

type LabelProps = { scale: TimeScale; span: Span; isAlone: boolean; children: string };

function Label({ scale, span, isAlone, children }: LabelProps) {
  const [left, right] = [placeOf(scale, span.from), placeOf(scale, span.to)];
  const style: CSSProperties = isAlone
    ? { left: 0 }
    : right > LABEL_TURNS_AT
      ? { right: `${100 - left}%` }
      : { left: `${right}%` };
  const isHidden = !isAlone && right > LABEL_TURNS_AT && left < 20;
  return (
    <span
      className={`absolute top-[9px] z-1 bg-surface text-2xs whitespace-nowrap text-ink-muted ${isAlone ? "pr-1" : "mx-0.5 px-1 max-sm:hidden"} ${isHidden ? "sr-only" : ""}`}
      style={style}
    >
      {children}
    </span>
  );
}

type BarTimes = Omit<WaveTimes, "isCritical"> & { from: number | null; until: number };

function barWords(wave: ExecutionWaveView, { from, until, planned, expected, slackSeconds }: BarTimes): string {
  if (from !== null && isWaveOver(wave.status)) {
    const length = formatDuration((until - from) / 1000);
    const isWhole = wave.status === "COMPLETED" || wave.status === "PARTIAL";
    const behind = planned === null || !isWhole ? "" : againstPlan((until - planned.to) / 1000);
    return behind === "" ? length : `${length}, ${behind}`;
  }
  const slack = slackSeconds === null || slackSeconds < 1 ? "" : `, ${formatDuration(slackSeconds)} of slack`;
  if (expected === null) return from === null ? "" : formatDuration((until - from) / 1000);
  return `${from === null ? formatDuration((expected.to - expected.from) / 1000) : `ends ${clock(expected.to)}`}${slack}`;
}

function spanStyle(scale: TimeScale, { from, to }: Span): CSSProperties {
  const left = placeOf(scale, from);
  return { left: `${left}%`, width: `${Math.max(0, placeOf(scale, to) - left)}%` };
}

/** Up to its failure a wave that waits has run; the wait itself is drawn over it. */
function barFamily(wave: ExecutionWaveView): Family {
  return wave.decisionSince === null ? waveFamily(wave.status) : "run";
}

function waitWords(wave: ExecutionWaveView): string {
  if (wave.status === "SKIPPED" || wave.status === "CANCELLED") return "did not start";
  return afterWords(wave.dependsOn) === "" ? "to go" : `starts ${afterWords(wave.dependsOn)}`;
}

function clock(at: number): string {
  return formatClock(new Date(at).toISOString(), { seconds: true });
}

/** What is planned for a wave and what is expected of it, on the clock. */
export function waveTimes(
  wave: ExecutionWaveView,
  plan: { startedAt: number; planned: Map<number, Span>; critical: ReadonlySet<number> },
  forecast: { now: number | null; waves: ForecastView["waves"] } | null,
): WaveTimes {
  const planned = plan.planned.get(wave.number) ?? null;
  const coming = isWaveOver(wave.status) ? undefined : forecast?.waves.find(({ number }) => number === wave.number);
  const begin = coming === undefined ? 0 : Math.max(Date.parse(coming.start), forecast?.now ?? 0);
  return {
    planned: planned === null ? null : { from: plan.startedAt + planned.from, to: plan.startedAt + planned.to },
    expected: coming === undefined ? null : { from: begin, to: Math.max(begin, Date.parse(coming.end)) },
    isCritical: plan.critical.has(wave.number),
    slackSeconds: coming?.slackSeconds ?? null,
  };
}
