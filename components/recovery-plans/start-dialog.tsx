"use client";

import { FlaskConical, ShieldAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { type SyntheticEvent, useId, useState } from "react";

import { ModeBand } from "#components/status/mode.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { useNow } from "#components/ui/now.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { nameKey } from "#lib/domain/names.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { useStartExecution } from "#lib/query/executions.ts";
import { ApiProblem } from "#lib/query/problem.ts";

import { DrillLanding } from "./drill-landing.tsx";
import { type IncidentTime, parseIncidentTime } from "./incident-time.ts";
import { StartFields } from "./start-fields.tsx";
import { StartProblem } from "./start-problem.tsx";
import { StartReadiness } from "./start-readiness.tsx";
import { StartSummary } from "./start-summary.tsx";

type StartDialogProps = { plan: RecoveryPlanView; type: ExecutionType; unsaved: number; onClose: () => void };

/** Left what to know and to say, right what will happen, at the foot its consequence. A recovery is typed, a drill is not. */
export function StartDialog({ plan, type, unsaved, onClose }: StartDialogProps) {
  const router = useRouter();
  const formId = useId();
  const start = useStartExecution();
  const [comment, setComment] = useState("");
  const [incident, setIncident] = useState("");
  const [confirm, setConfirm] = useState("");
  const now = useNow() ?? 0;
  const isDrill = type === "DRILL";
  const incidentTime = parseIncidentTime(incident, now);
  const reason = whyNot({ isDrill, incidentTime, isConfirmed: nameKey(confirm) === nameKey(plan.name) });
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (reason !== undefined || start.isPending) return;
    start.mutate(
      {
        planId: plan.id,
        type,
        comment: comment.trim() === "" ? null : comment,
        ...(!isDrill && { confirm: confirm.trim() }),
        ...(incidentTime.kind === "at" && { incidentAt: incidentTime.at }),
      },
      { onSuccess: (execution) => router.push(`/executions/${execution.id}`) },
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={isDrill ? `Start a drill of ${plan.name}` : `Start a recovery of ${plan.name}`}
      band={
        <ModeBand type={type}>
          {isDrill
            ? "Production keeps running. Nothing is failed over."
            : "Real failover: production servers are started."}
        </ModeBand>
      }
      footer={
        <StartFoot
          {...{ plan, isDrill, formId, confirm, reason, onClose }}
          onConfirm={setConfirm}
          isPending={start.isPending}
          error={start.error}
        />
      }
    >
      <form id={formId} onSubmit={submit} className="grid min-h-full lg:grid-cols-[minmax(0,1fr)_348px]">
        <div className="min-w-0 divide-y divide-line">
          {unsaved > 0 && (
            <div className="px-5 py-3 max-sm:px-3">
              <Notice family="attn" title={`Your ${formatNoun(unsaved, "unsaved change")} will not be part of it`}>
                Version {plan.version} is started, as it was saved.
              </Notice>
            </div>
          )}
          <StartReadiness plan={plan} type={type} />
          {isDrill && <DrillLanding planId={plan.id} />}
          <StartFields {...{ isDrill, comment, setComment, incident, setIncident, incidentTime }} now={now} />
        </div>
        <StartSummary plan={plan} />
      </form>
    </Dialog>
  );
}

type StartFootProps = {
  plan: RecoveryPlanView;
  isDrill: boolean;
  formId: string;
  confirm: string;
  onConfirm: (confirm: string) => void;
  reason: string | undefined;
  isPending: boolean;
  error: Error | null;
  onClose: () => void;
};

function StartFoot(props: StartFootProps) {
  const { plan, isDrill, formId, confirm, onConfirm, reason, isPending, error, onClose } = props;
  const servers = formatNoun(plan.serverCount, "production server");
  return (
    <div className="grid w-full gap-3">
      {error instanceof ApiProblem && <StartProblem problem={error} />}
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          {isDrill ? (
            <p className="py-1.5 text-xs text-ink-muted">{drillConsequence(plan)}</p>
          ) : (
            <TextField
              label={`Type ${plan.name} to start ${servers}${placeWords(plan)}`}
              isRequired
              value={confirm}
              onChange={onConfirm}
            />
          )}
        </div>
        <Button onClick={onClose}>Not now</Button>
        <Button
          type="submit"
          form={formId}
          variant={isDrill ? "drill" : "recovery"}
          icon={isDrill ? <FlaskConical /> : <ShieldAlert />}
          pending={isPending}
          disabledReason={reason}
        >
          {isDrill ? "Start drill" : "Start recovery"}
        </Button>
      </div>
    </div>
  );
}

function whyNot(input: { isDrill: boolean; incidentTime: IncidentTime; isConfirmed: boolean }): string | undefined {
  if (input.incidentTime.kind === "unreadable") return "The time of the incident cannot be read.";
  return input.isDrill || input.isConfirmed ? undefined : "Type the plan’s name first.";
}

function drillConsequence(plan: RecoveryPlanView): string {
  const servers = formatNoun(plan.serverCount, "drill instance");
  return `${servers} ${plan.serverCount === 1 ? "is" : "are"} launched${placeWords(plan)}. They run, and cost, until terminated.`;
}

function placeWords(plan: RecoveryPlanView): string {
  const regions = [...new Set(plan.places.map((place) => place.region))];
  return regions.length === 1 ? ` in ${regions[0] ?? ""}` : ` in ${regions.length} Regions`;
}
