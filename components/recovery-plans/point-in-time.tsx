"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, OctagonX, TriangleAlert } from "lucide-react";
import { useMemo } from "react";

import { FAMILY_CLASS } from "#components/ui/family.ts";
import { TextField } from "#components/ui/field.tsx";
import { formatAge, formatClock, formatDate, formatNoun, formatPeriod } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Status } from "#components/ui/status.tsx";
import { Age } from "#components/ui/time.tsx";
import { useDebounced } from "#components/ui/use-debounced.ts";
import type { PointsInTimeView } from "#lib/domain/point-in-time/points-in-time.ts";
import { type PointsOf, pointsInTimeQuery } from "#lib/query/points-in-time.ts";

import { atStop, atTyped, type PointChoice, pointInput, pointProblem } from "./point-choice.ts";
import { PointExceptions } from "./point-exceptions.tsx";
import { PointServers } from "./point-servers.tsx";
import { PointSlider } from "./point-slider.tsx";
import { lossRange, problemLines, skewWords, sourceGoneWords, withinTarget } from "./point-words.ts";
import type { StartForm } from "./use-start-form.ts";

const KINDS = [
  { value: "latest", label: "Latest data" },
  { value: "newest-snapshot", label: "Newest snapshot" },
  { value: "at", label: "At a time" },
] as const;

const ANSWERS = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
  { value: "per-server", label: "Decide per server" },
] as const;

type PointInTimeProps = { form: StartForm; of: PointsOf; rpoMinutes: number | null };

/** The data that servers are launched from: which, and what that loses, server by server. */
export function PointInTime({ form, of, rpoMinutes }: PointInTimeProps) {
  const { point, setPoint, isDrill, incidentTime, now } = form;
  const incidentAt = incidentTime.kind === "at" ? incidentTime.at : null;
  const wanted = useMemo(() => ({ ...pointInput(point, isDrill), incidentAt }), [point, isDrill, incidentAt]);
  const { data, error } = useQuery(pointsInTimeQuery(of, useDebounced(wanted)));
  function choose(kind: PointChoice["kind"]): void {
    const newest = data?.scale.stops.at(-1);
    if (kind === "at" && point.at === null && newest !== undefined) setPoint(atStop(point, newest.at));
    else setPoint({ ...point, kind });
  }
  return (
    <section aria-labelledby="start-point-title" className="grid gap-2 px-5 pt-3 pb-3.5 max-sm:px-3">
      <h3 id="start-point-title" className="flex min-h-6 flex-wrap items-center gap-2 text-sm">
        Point in time
        <span className="flex-1" />
        {data !== undefined && <ReadState view={data} />}
      </h3>
      <Segmented label="Point in time" isFull value={point.kind} options={KINDS} onChange={choose} />
      {point.kind === "at" && <AtField {...{ point, setPoint, now, data }} />}
      {error !== null && (
        <p className="text-xs text-ink-muted">
          <Status family="attn" icon={<TriangleAlert />} label="Not known" /> {error.message} The launch asks DRS
          itself.
        </p>
      )}
      {data !== undefined && pointProblem(point) === undefined && (
        <Meaning view={data} isDrill={isDrill} rpoMinutes={rpoMinutes} />
      )}
      {data !== undefined && data.servers.length > 1 && (
        <PointExceptions
          servers={data.servers}
          own={point.own}
          now={now}
          onChange={(own) => setPoint({ ...point, own })}
        />
      )}
      {!isDrill && (
        <div className="mt-1 grid gap-1.5">
          <h4 id="start-source-gone" className="text-xs font-medium">
            Is the source gone?
          </h4>
          <Segmented
            label="Is the source gone?"
            isFull
            value={point.sourceGone}
            options={ANSWERS}
            onChange={(sourceGone) => setPoint({ ...point, sourceGone })}
          />
          <p className="text-xs text-ink-muted" aria-live="polite">
            {sourceGoneWords(point.sourceGone, point, data?.servers ?? [])}
          </p>
        </div>
      )}
    </section>
  );
}

function ReadState({ view }: { view: PointsInTimeView }) {
  const { counts, isReading, oldestReadAt } = view;
  if (counts.read < counts.servers && isReading) {
    return (
      <span role="status" className="text-xs font-normal text-ink-muted">
        <LoaderCircle className="mr-1 inline size-3.5 animate-spin align-[-3px]" />
        Snapshots of {counts.read} of {formatNoun(counts.servers, "server")} read
      </span>
    );
  }
  if (oldestReadAt === null) return null;
  return (
    <span className="text-xs font-normal text-ink-muted">
      Snapshots as of <Age at={oldestReadAt} />
    </span>
  );
}

type AtFieldProps = {
  point: PointChoice;
  setPoint: (point: PointChoice) => void;
  now: number;
  data: PointsInTimeView | undefined;
};

function AtField({ point, setPoint, now, data }: AtFieldProps) {
  return (
    <div className="grid gap-2">
      {data !== undefined && data.scale.stops.length > 0 && (
        <PointSlider
          scale={data.scale}
          serverCount={data.counts.read}
          at={point.at}
          onChange={(at) => setPoint(atStop(point, at))}
        />
      )}
      <div className="max-w-72">
        <TextField
          label="At or before, UTC"
          isRequired
          value={point.typed}
          placeholder="03:02"
          error={
            point.typed === ""
              ? undefined
              : pointProblem(point) && "A time that has passed, like 03:02 or 2026-11-24 03:02."
          }
          hint={
            point.at === null
              ? "Of each server the newest snapshot up to this time."
              : `${formatDate(point.at)} ${formatClock(point.at, { seconds: true })} UTC, ${formatAge(point.at, now)}`
          }
          onChange={(typed) => setPoint(atTyped(point, typed, now))}
        />
      </div>
    </div>
  );
}

type MeaningProps = { view: PointsInTimeView; isDrill: boolean; rpoMinutes: number | null };

function Meaning({ view, isDrill, rpoMinutes }: MeaningProps) {
  const { servers } = view;
  const range = lossRange(servers);
  const target = rpoMinutes === null ? null : withinTarget(servers, rpoMinutes);
  return (
    <div className="rounded-md border border-line px-3 pt-2 pb-1.5">
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1 text-xs text-ink-muted" aria-live="polite">
        <span>
          Data lost <b className="text-ink tabular-nums">{range ?? "not known"}</b>
        </span>
        <span>
          Skew between servers <b className="text-ink tabular-nums">{skewWords(view)}</b>
        </span>
        {target !== null && rpoMinutes !== null && (
          <Status
            family={target.isEvery ? "ok" : "attn"}
            icon={target.isEvery ? <CircleCheck /> : <TriangleAlert />}
            label={`${target.count} of ${servers.length} within ${formatPeriod(rpoMinutes * 60)}`}
          />
        )}
      </div>
      <ul>
        {problemLines(servers, isDrill).map(({ title, detail }) => (
          <li key={title} className={`${FAMILY_CLASS.bad} grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 py-1`}>
            <OctagonX className="mt-0.5 text-(--family-ink)" />
            <span>
              <b>{title}</b>
              <span className="block text-xs/[17px] text-ink-muted">{detail}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-1.5">
        <PointServers servers={servers} />
      </div>
    </div>
  );
}
