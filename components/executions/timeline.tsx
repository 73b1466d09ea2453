"use client";

import { OctagonX, Route } from "lucide-react";
import { memo } from "react";

import { formatClock } from "#components/ui/format.ts";
import type { ForecastView } from "#lib/domain/estimate/forecast-view.ts";
import { isWaveUnderWay } from "#lib/domain/execution-status.ts";
import type { ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";

import { clockStart } from "./execution-words.ts";
import { useServerNow } from "./server-clock.tsx";
import { clockOn, placeOf, ticksOf, type TimeScale, timeScale } from "./timeline-scale.ts";
import { useScrollToActive } from "./use-scroll-to-active.ts";
import { WaveBars, type WaveTimes, waveTimes } from "./timeline-bars.tsx";

const GRID = "grid grid-cols-[148px_minmax(0,1fr)] items-center max-sm:grid-cols-[112px_minmax(0,1fr)]";

type TimelineProps = {
  execution: ExecutionView;
  forecast: ForecastView | null;
  /** Waves on which the end hangs. */
  critical: ReadonlySet<number>;
  onSelect: (wave: number) => void;
};
type Lines = { now: number | null; target: number | null };

/** What was planned, what happened and what is expected, wave by wave, on one axis. A hundred rows scroll under it. */
export function Timeline({ execution, forecast, critical, onSelect }: TimelineProps) {
  const now = useServerNow();
  const list = useScrollToActive<HTMLDivElement>();
  const from = clockStart(execution);
  const target = execution.rtoMinutes === null ? null : Date.parse(from) + execution.rtoMinutes * 60_000;
  const known = Date.parse(execution.endedAt ?? execution.asOf);
  const at = execution.endedAt === null ? (now ?? known) : known;
  const startedAt = Date.parse(execution.createdAt);
  const planned = plannedSpans(execution);
  const reach = Math.max(at, forecast === null ? at : Date.parse(forecast.end.p50));
  const scale = timeScale({ from: Date.parse(from), known: reach, target });
  const lines = { now: execution.endedAt === null ? at : null, target };
  return (
    <div
      ref={list}
      role="group"
      aria-label="Timeline"
      tabIndex={0}
      className="max-h-90 overflow-y-auto border-t border-line px-4 pb-2 tabular-nums max-sm:px-3"
    >
      <Axis scale={scale} lines={lines} />
      <ol>
        {execution.waves.map((wave) => (
          <TimelineRow
            key={wave.number}
            wave={wave}
            times={waveTimes(
              wave,
              { startedAt, planned, critical },
              forecast === null ? null : { now: lines.now, waves: forecast.waves },
            )}
            scale={scale}
            lines={lines}
            onSelect={onSelect}
          />
        ))}
      </ol>
    </div>
  );
}

/** Milliseconds from the start of the execution, by wave. */
function plannedSpans({ estimate }: ExecutionView): Map<number, { from: number; to: number }> {
  const waves = estimate?.waves ?? [];
  return new Map(waves.map(({ number, start, end }) => [number, { from: start.p50 * 1000, to: end.p50 * 1000 }]));
}

function Axis({ scale, lines }: { scale: TimeScale; lines: Lines }) {
  const isTargetShown = lines.target !== null && lines.target <= scale.to;
  const taken = [lines.now, isTargetShown ? lines.target : null].flatMap((at) =>
    at === null ? [] : placeOf(scale, at),
  );
  const ticks = ticksOf(scale).filter((tick) => taken.every((left) => Math.abs(left - tick.left) > 8));
  return (
    <div
      className={`${GRID} sticky top-0 z-(--z-sticky) h-[26px] bg-surface text-2xs text-ink-faint`}
      aria-hidden="true"
    >
      <span />
      <div className="relative h-4">
        {ticks.map((tick) => (
          <AxisLabel key={tick.at} left={tick.left} className="max-sm:nth-[even]:hidden">
            {tick.label}
          </AxisLabel>
        ))}
        {isTargetShown && lines.target !== null && (
          <AxisLabel
            left={targetPlace(scale, { now: lines.now, target: lines.target })}
            className="bg-surface px-0.5 font-semibold text-bad-ink"
          >
            RTO {clock(lines.target)}
          </AxisLabel>
        )}
        {lines.now !== null && (
          <AxisLabel left={placeOf(scale, lines.now)} className="rounded-xs bg-ink px-1 font-medium text-ink-inverse">
            {clockOn(scale, lines.now)}
          </AxisLabel>
        )}
      </div>
    </div>
  );
}

/** In percent. Of the labels of now and the target, the target's makes way. */
const APART = 8;

function targetPlace(scale: TimeScale, { now, target }: { now: number | null; target: number }): number {
  const left = placeOf(scale, target);
  const taken = now === null ? null : placeOf(scale, now);
  if (taken === null || Math.abs(left - taken) >= APART) return left;
  return left >= taken ? taken + APART : Math.max(0, taken - APART);
}

function AxisLabel({ left, className, children }: { left: number; className: string; children: React.ReactNode }) {
  const shift = left > 94 ? "-100%" : left < 4 ? "0" : "-50%";
  return (
    <span className={`absolute whitespace-nowrap ${className}`} style={{ left: `${left}%`, translate: shift }}>
      {children}
    </span>
  );
}

type RowProps = {
  wave: ExecutionWaveView;
  times: WaveTimes;
  scale: TimeScale;
  lines: Lines;
  onSelect: (wave: number) => void;
};

const TimelineRow = memo(function TimelineRow({ wave, times, scale, lines, onSelect }: RowProps) {
  const until = wave.endedAt === null ? (lines.now ?? scale.to) : Date.parse(wave.endedAt);
  const failures = wave.servers.flatMap((server) => (server.failure === null ? [] : [Date.parse(server.failure.at)]));
  const target = lines.target !== null && lines.target <= scale.to ? lines.target : null;
  return (
    <li
      data-active={isWaveUnderWay(wave.status) || undefined}
      className={`${GRID} h-[30px] border-t border-line first:border-t-0`}
    >
      <button
        type="button"
        onClick={() => onSelect(wave.number)}
        className="flex min-h-6 min-w-0 items-center gap-1.5 pr-2 text-left text-xs"
      >
        <span>{wave.number}</span>
        <span className="truncated">{wave.name}</span>
        {times.isCritical && (
          <>
            <Route className="size-3.5 shrink-0 text-ink-muted" />
            <span className="sr-only">on the critical path</span>
          </>
        )}
      </button>
      <div className="relative h-full">
        <WaveBars wave={wave} times={times} scale={scale} now={lines.now} />
        {wave.decisionSince !== null && <Waits scale={scale} from={Date.parse(wave.decisionSince)} until={until} />}
        {failures.slice(0, 5).map((at, index) => (
          <span
            key={index}
            className="absolute top-[10px] z-2 grid size-4 place-items-center rounded-full bg-surface text-bad-ink"
            style={{ left: `calc(${placeOf(scale, at)}% - 8px)` }}
          >
            <OctagonX className="size-3.5 stroke-2" />
          </span>
        ))}
        {lines.now !== null && <Line left={placeOf(scale, lines.now)} className="border-ink" />}
        {target !== null && <Line left={placeOf(scale, target)} className="border-dashed border-bad" />}
      </div>
    </li>
  );
});

/** Since when it waits for a person. */
function Waits({ scale, from, until }: { scale: TimeScale; from: number; until: number }) {
  const left = placeOf(scale, from);
  return (
    <div
      className="absolute top-[13px] h-2.5 min-w-[3px] bg-[repeating-linear-gradient(135deg,var(--color-attn)_0_3px,var(--color-surface)_3px_6px)]"
      style={{ left: `${left}%`, width: `${placeOf(scale, until) - left}%` }}
      title={`Waits for a decision since ${clock(from)}`}
    />
  );
}

function Line({ left, className }: { left: number; className: string }) {
  return <div className={`absolute top-0 -bottom-px w-0 border-l-[1.5px] ${className}`} style={{ left: `${left}%` }} />;
}

function clock(at: number): string {
  return formatClock(new Date(at).toISOString());
}
