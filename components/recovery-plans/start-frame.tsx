"use client";

import { FlaskConical, ShieldAlert } from "lucide-react";
import { type ReactNode, type SyntheticEvent, useId } from "react";

import { ModeBand } from "#components/status/mode.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { ApiProblem } from "#lib/query/problem.ts";

import { StartProblem } from "./start-problem.tsx";
import type { StartForm } from "./use-start-form.ts";

type StartFrameProps = {
  form: StartForm;
  /** What is started: a plan's name, or so many servers. */
  what: string;
  /** How many servers will be launched, and where. */
  launches: { count: number; regions: readonly string[] };
  /** Why there is nothing to start. */
  reason?: string | undefined;
  aside: ReactNode;
  children: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
};

/** Left what to know and to say, right what will happen, at the foot its consequence. A recovery is typed, a drill is not. */
export function StartFrame({ form, what, launches, reason, aside, children, onSubmit, onClose }: StartFrameProps) {
  const formId = useId();
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (reason === undefined) onSubmit();
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={form.isDrill ? `Start a drill of ${what}` : `Start a recovery of ${what}`}
      band={
        <ModeBand type={form.type}>
          {form.isDrill
            ? "Production keeps running. Nothing is failed over."
            : "Real failover: production servers are started."}
        </ModeBand>
      }
      footer={<StartFoot {...{ form, formId, launches, onClose }} reason={reason ?? form.reason} />}
    >
      <form id={formId} onSubmit={submit} className="grid min-h-full lg:grid-cols-[minmax(0,1fr)_348px]">
        <div className="min-w-0 divide-y divide-line">{children}</div>
        <div className="min-w-0 divide-y divide-line bg-sunken max-lg:border-t max-lg:border-line lg:border-l lg:border-line">
          {aside}
        </div>
      </form>
    </Dialog>
  );
}

type StartFootProps = Pick<StartFrameProps, "form" | "launches" | "reason" | "onClose"> & { formId: string };

function StartFoot({ form, formId, launches, reason, onClose }: StartFootProps) {
  const { isDrill, error } = form;
  return (
    <div className="grid w-full gap-3">
      {error instanceof ApiProblem && <StartProblem problem={error} />}
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          {isDrill ? (
            <p className="py-1.5 text-xs text-ink-muted">{drillConsequence(launches)}</p>
          ) : (
            <TextField
              label={`Type “${form.confirmName}” to start ${formatNoun(launches.count, "production server")}${placeWords(launches.regions)}`}
              isRequired
              form={formId}
              value={form.confirm}
              onChange={form.setConfirm}
            />
          )}
        </div>
        <Button onClick={onClose}>Not now</Button>
        <Button
          type="submit"
          form={formId}
          variant={isDrill ? "drill" : "recovery"}
          icon={isDrill ? <FlaskConical /> : <ShieldAlert />}
          pending={form.isPending}
          disabledReason={reason}
        >
          {isDrill ? "Start drill" : "Start recovery"}
        </Button>
      </div>
    </div>
  );
}

function drillConsequence({ count, regions }: StartFrameProps["launches"]): string {
  return `${formatNoun(count, "drill instance")} ${count === 1 ? "is" : "are"} launched${placeWords(regions)}.`;
}

function placeWords(regions: readonly string[]): string {
  if (regions.length === 0) return "";
  return regions.length === 1 ? ` in ${regions[0] ?? ""}` : ` in ${regions.length} Regions`;
}
