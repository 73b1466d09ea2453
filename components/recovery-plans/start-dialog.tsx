"use client";

import { useMemo } from "react";

import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { planDrillLandingQuery } from "#lib/query/drill-landing.ts";

import { DrillLanding } from "./drill-landing.tsx";
import { PointInTime } from "./point-in-time.tsx";
import { StartCleanup, StartFields } from "./start-fields.tsx";
import { StartFrame } from "./start-frame.tsx";
import { StartReadiness } from "./start-readiness.tsx";
import { StartSummary } from "./start-summary.tsx";
import { isLaunchable } from "./start-warnings.ts";
import { useGroupServers } from "./use-group-servers.ts";
import { useStartForm } from "./use-start-form.ts";

type StartDialogProps = {
  plan: RecoveryPlanView;
  type: ExecutionType;
  unsaved: number;
  onStarted: (execution: ExecutionView) => void;
  onClose: () => void;
};

/** Starts the saved version of a plan. */
export function StartDialog({ plan, type, unsaved, onStarted, onClose }: StartDialogProps) {
  const form = useStartForm({ type, confirmName: plan.name, cleanupMinutes: plan.drillCleanupMinutes, onStarted });
  const groupIds = useMemo(() => [...new Set(plan.waves.flatMap((wave) => wave.protectionGroupIds))], [plan]);
  const read = useGroupServers(groupIds);
  const count = read.isComplete ? read.servers.filter(isLaunchable).length : plan.serverCount;
  const regions = [...new Set(plan.places.map((place) => place.region))];
  return (
    <StartFrame
      form={form}
      what={plan.name}
      launches={{ count, regions }}
      aside={<StartSummary plan={plan} />}
      onSubmit={() => form.submit({ planId: plan.id })}
      onClose={onClose}
    >
      {unsaved > 0 && (
        <div className="px-5 py-3 max-sm:px-3">
          <Notice family="attn" title={`Your ${formatNoun(unsaved, "unsaved change")} will not be part of it`}>
            Version {plan.version} is started, as it was saved.
          </Notice>
        </div>
      )}
      <StartReadiness read={read} type={type} rpoMinutes={plan.rpoMinutes} />
      <PointInTime form={form} of={{ planId: plan.id }} rpoMinutes={plan.rpoMinutes} />
      {form.isDrill && <DrillLanding query={planDrillLandingQuery(plan.id)} />}
      {form.isDrill && <StartCleanup form={form} instances={count} />}
      <StartFields form={form} />
    </StartFrame>
  );
}
