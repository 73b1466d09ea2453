"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";

import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { ModeChip } from "#components/status/mode.tsx";
import { formatPeriod } from "#components/ui/format.ts";
import { Status } from "#components/ui/status.tsx";
import { Age } from "#components/ui/time.tsx";
import { ExecutionStatus, ExecutionType } from "#lib/domain/execution-status.ts";
import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";

import { WouldTake } from "#components/forecast/would-take.tsx";
import type { PlanEstimates } from "#lib/domain/estimate/plan-estimate.ts";

import { RunningTag } from "./running-tag.tsx";

type PlanRowProps = { plan: RecoveryPlanSummary; estimate: PlanEstimates["items"][number] | undefined };

export function PlanRow({ plan, estimate }: PlanRowProps) {
  const [place, ...others] = plan.places;
  return (
    <tr>
      <td className="name">
        <Link
          href={`/recovery-plans/${plan.id}`}
          className="inline-block max-w-90 truncate py-0.5 align-middle text-ink"
        >
          {plan.name}
        </Link>
      </td>
      <td
        className="text-ink-muted"
        title={plan.places.map((each) => `${each.accountName} · ${each.region}`).join("\n")}
      >
        {place === undefined ? "—" : `${place.accountName} · ${place.region}`}
        {others.length > 0 && ` and ${others.length} more`}
      </td>
      <td className="number">{plan.waveCount}</td>
      <td className="number">
        <Recoverable count={plan.recoverableCount} total={plan.serverCount} />
      </td>
      <td className="number">
        <DataLoss seconds={plan.worstLagSeconds} rpoMinutes={plan.rpoMinutes} />
      </td>
      <td className="number">
        {estimate === undefined ? "—" : <WouldTake estimate={estimate} rtoMinutes={plan.rtoMinutes} />}
      </td>
      <td>
        <LastExecution execution={plan.lastExecution} />
      </td>
      <td>{plan.activeExecution !== null && <RunningTag execution={plan.activeExecution} />}</td>
    </tr>
  );
}

function Recoverable({ count, total }: { count: number; total: number }) {
  const words = `${count} of ${total}`;
  return count === total ? (
    <Status family="ok" icon={<CircleCheck />} label={words} />
  ) : (
    <Status family="attn" icon={<TriangleAlert />} label={words} />
  );
}

/** The lag of the slowest server is what a recovery would lose now. */
function DataLoss({ seconds, rpoMinutes }: { seconds: number | null; rpoMinutes: number | null }) {
  if (seconds === null) return <>—</>;
  if (rpoMinutes === null || seconds <= rpoMinutes * 60) return <>{formatPeriod(seconds)}</>;
  return (
    <span title={`The RPO is ${formatPeriod(rpoMinutes * 60)}`}>
      <Status family="attn" icon={<TriangleAlert />} label={formatPeriod(seconds)} />
    </span>
  );
}

function LastExecution({ execution }: { execution: RecoveryPlanSummary["lastExecution"] }) {
  if (execution === null) return <span className="text-ink-faint">Never run</span>;
  return (
    <Link href={`/executions/${execution.id}`} className="flex items-center gap-2 text-ink">
      <ModeChip type={ExecutionType.parse(execution.type)} />
      <ExecutionStatusLabel status={ExecutionStatus.parse(execution.status)} />
      {execution.endedAt !== null && (
        <span className="text-xs text-ink-muted">
          <Age at={execution.endedAt} />
        </span>
      )}
    </Link>
  );
}
