"use client";

import { useId } from "react";

import { formatClock, formatDate } from "#components/ui/format.ts";
import { Clock } from "#components/ui/time.tsx";
import type { PointsInTimeView } from "#lib/domain/point-in-time/points-in-time.ts";

type PointSliderProps = {
  scale: PointsInTimeView["scale"];
  /** Servers whose snapshots are known. */
  serverCount: number;
  at: string | null;
  onChange: (at: string) => void;
};

/** The moments of all snapshots as stops of a slider: arrows go one further, Page keys some, Home and End to the ends. */
export function PointSlider({ scale, serverCount, at, onChange }: PointSliderProps) {
  const id = useId();
  const { stops, everyServer } = scale;
  const last = stops.length - 1;
  const place =
    at === null
      ? last
      : Math.max(
          0,
          stops.findLastIndex((stop) => stop.at <= at),
        );
  const [oldest, newest, shown] = [stops[0], stops[last], stops[place]];
  if (oldest === undefined || newest === undefined || shown === undefined) return null;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="sr-only">
        Point in time
      </label>
      <div className="relative h-8">
        {stops.map((stop, index) => (
          <span
            key={stop.at}
            aria-hidden="true"
            className={
              stop.serverCount >= serverCount
                ? "absolute top-2 h-4 w-px bg-control"
                : "absolute top-3 h-2 w-px bg-line-strong"
            }
            style={{ left: leftOf(index, last) }}
          />
        ))}
        <input
          id={id}
          type="range"
          className="slider absolute inset-0"
          min={0}
          max={last}
          step={1}
          value={place}
          aria-valuetext={`${formatDate(shown.at)} ${formatClock(shown.at, { seconds: true })} UTC, ${shown.serverCount} of ${serverCount} servers`}
          onChange={(event) => onChange(stops[event.currentTarget.valueAsNumber]?.at ?? newest.at)}
        />
      </div>
      <div className="flex justify-between text-2xs text-ink-faint">
        <Clock at={oldest.at} />
        {everyServer !== null && everyServer.from > oldest.at && (
          <span>
            every server from <Clock at={everyServer.from} />
          </span>
        )}
        <span>
          newest, <Clock at={newest.at} />
        </span>
      </div>
    </div>
  );
}

/** The middle of the thumb, which is 20 px wide and stays inside of the track. */
function leftOf(index: number, last: number): string {
  const share = last === 0 ? 0.5 : index / last;
  return `calc(10px + (100% - 20px) * ${share})`;
}
