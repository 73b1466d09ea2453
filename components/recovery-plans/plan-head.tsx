"use client";

import { FlaskConical, Info, ShieldAlert } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { formatNoun, formatPeriod } from "#components/ui/format.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { useDenied } from "#lib/query/me.ts";

import { RunningTag } from "./running-tag.tsx";
import type { PlanEditor } from "./use-plan-editor.ts";
import type { SavePlan } from "./use-save-plan.ts";

type PlanHeadProps = {
  editor: PlanEditor;
  saving: SavePlan;
  denied: string | undefined;
  onOpen: (type: ExecutionType) => void;
};

export function PlanHead({ editor, saving, denied, onOpen }: PlanHeadProps) {
  const { base, draft, changes } = editor;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line bg-surface px-6 pt-3.5 pb-3 max-sm:px-3">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="wrap-anywhere">{draft.name.trim() === "" ? "New recovery plan" : draft.name}</h1>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3.5 text-xs text-ink-muted">
          {base === null ? <span>Not saved yet</span> : <PlanMeta plan={base} />}
          <Unsaved changes={base === null ? [] : changes} />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {base !== null && changes.length > 0 && (
          <Button variant="ghost" onClick={editor.discard}>
            Discard
          </Button>
        )}
        <Button
          variant={base === null || changes.length > 0 ? "primary" : "default"}
          pending={saving.isPending}
          disabledReason={denied ?? (base !== null && changes.length === 0 ? "Nothing has changed." : undefined)}
          onClick={() => void saving.save()}
        >
          {saveLabel(base)}
        </Button>
        {base !== null && <StartButtons plan={base} onOpen={onOpen} />}
      </div>
    </div>
  );
}

export function saveLabel(base: RecoveryPlanView | null): string {
  return base === null ? "Save plan" : `Save as version ${base.version + 1}`;
}

function PlanMeta({ plan }: { plan: RecoveryPlanView }) {
  return (
    <>
      {plan.places.map((place) => (
        <span key={`${place.accountId}/${place.region}`}>
          {place.accountName} · {place.region}
        </span>
      ))}
      {plan.rtoMinutes !== null && <span>RTO {formatPeriod(plan.rtoMinutes * 60)}</span>}
      {plan.rpoMinutes !== null && <span>RPO {formatPeriod(plan.rpoMinutes * 60)}</span>}
      <span>Version {plan.version}</span>
      {plan.activeExecution !== null && <RunningTag execution={plan.activeExecution} />}
    </>
  );
}

/** What is not saved, counted here and named in the tooltip. */
function Unsaved({ changes }: { changes: readonly string[] }) {
  if (changes.length === 0) return null;
  return (
    <Tooltip content={changes.join("; ")}>
      <span tabIndex={0} className="inline-flex items-center gap-1.5 font-medium text-attn-ink">
        <Info className="size-3.5" />
        {formatNoun(changes.length, "change")} not saved
        <span className="sr-only">: {changes.join("; ")}</span>
      </span>
    </Tooltip>
  );
}

/** What is started is the saved version, and the buttons say which. */
function StartButtons({ plan, onOpen }: { plan: RecoveryPlanView; onOpen: (type: ExecutionType) => void }) {
  const drillDenied = useDenied("execution:drill");
  const recoveryDenied = useDenied("execution:recover");
  const version = <span className="text-2xs font-normal">version {plan.version}</span>;
  return (
    <>
      <Button variant="drill" icon={<FlaskConical />} disabledReason={drillDenied} onClick={() => onOpen("DRILL")}>
        Start drill… {version}
      </Button>
      <Button
        variant="recovery"
        icon={<ShieldAlert />}
        disabledReason={recoveryDenied}
        onClick={() => onOpen("RECOVERY")}
      >
        Start recovery… {version}
      </Button>
    </>
  );
}
