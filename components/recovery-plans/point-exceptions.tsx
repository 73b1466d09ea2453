"use client";

import { X } from "lucide-react";
import { useRef } from "react";

import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ServerPointView } from "#lib/domain/point-in-time/points-in-time.ts";

import { atTyped, FIRST_POINT, type OnePoint, type PointChoice, pointProblem } from "./point-choice.ts";

const KINDS = [
  { value: "latest", label: "Its latest data" },
  { value: "newest-snapshot", label: "Its newest snapshot" },
  { value: "at", label: "At or before a time" },
] as const;

type PointExceptionsProps = {
  servers: readonly ServerPointView[];
  own: PointChoice["own"];
  now: number;
  onChange: (own: PointChoice["own"]) => void;
};

/** Single servers that are launched from something else than the others. */
export function PointExceptions({ servers, own, now, onChange }: PointExceptionsProps) {
  const section = useRef<HTMLElement>(null);
  const byName = servers.toSorted((a, b) => a.hostname.localeCompare(b.hostname));
  const rest = byName.filter(({ sourceServerId }) => !own.has(sourceServerId));
  function set(id: string, point: OnePoint): void {
    onChange(new Map([...own, [id, point]]));
  }
  function remove(id: string): void {
    // The button goes; the list of those that can be added is what comes next.
    [...(section.current?.querySelectorAll("select") ?? [])].at(-1)?.focus();
    onChange(new Map([...own].filter(([each]) => each !== id)));
  }
  return (
    <section ref={section} aria-label="Servers launched from other data" className="mt-1 grid gap-1.5">
      {byName
        .filter(({ sourceServerId }) => own.has(sourceServerId))
        .map(({ sourceServerId, hostname }) => (
          <ExceptionRow
            key={sourceServerId}
            hostname={hostname}
            point={own.get(sourceServerId) ?? FIRST_POINT}
            now={now}
            onChange={(point) => set(sourceServerId, point)}
            onRemove={() => remove(sourceServerId)}
          />
        ))}
      {rest.length > 0 && (
        <div className="max-w-72">
          <Select
            label="Launch a server from other data"
            size="sm"
            value={null}
            placeholder="Choose a server"
            options={rest.map(({ sourceServerId, hostname }) => ({ value: sourceServerId, label: hostname }))}
            onChange={(id) => set(id, { ...FIRST_POINT, kind: "newest-snapshot" })}
          />
        </div>
      )}
    </section>
  );
}

type ExceptionRowProps = {
  hostname: string;
  point: OnePoint;
  now: number;
  onChange: (point: OnePoint) => void;
  onRemove: () => void;
};

function ExceptionRow({ hostname, point, now, onChange, onRemove }: ExceptionRowProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,11rem)_auto] items-start gap-2">
      <b className="py-1.5 text-xs font-medium wrap-anywhere">{hostname}</b>
      <div className="grid gap-1.5">
        <Select
          label={`Launch ${hostname} from`}
          hideLabel
          size="sm"
          value={point.kind}
          options={KINDS}
          onChange={(kind) => onChange({ ...point, kind })}
        />
        {point.kind === "at" && (
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
            onChange={(typed) => onChange(atTyped(point, typed, now))}
          />
        )}
      </div>
      <Button size="sm" icon={<X />} aria-label={`Launch ${hostname} as the others`} onClick={onRemove} />
    </div>
  );
}
