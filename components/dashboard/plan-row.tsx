import { CircleCheck, CircleDashed, LoaderCircle, OctagonX, TriangleAlert } from "lucide-react";
import Link from "next/link";

import { aboutWords } from "#components/forecast/forecast-words.ts";
import { WouldTake } from "#components/forecast/would-take.tsx";
import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { formatNoun, formatPeriod } from "#components/ui/format.ts";
import { Status } from "#components/ui/status.tsx";
import { Age } from "#components/ui/time.tsx";
import { ExecutionStatus } from "#lib/domain/execution-status.ts";
import type { PlanEstimates } from "#lib/domain/estimate/plan-estimate.ts";
import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";

import { isOverRpo, standingOf } from "./plan-standing.ts";

type PlanProps = { plan: RecoveryPlanSummary };

function PlanStatus({ plan }: PlanProps) {
  const missing = plan.serverCount - plan.recoverableCount;
  switch (standingOf(plan)) {
    case "not-recoverable":
      return <Status family="bad" icon={<OctagonX />} label={`${formatNoun(missing, "server")} not recoverable`} />;
    case "over-rpo":
      return <Status family="attn" icon={<TriangleAlert />} label="Loses more than its RPO" />;
    case "last-failed":
      return <Status family="attn" icon={<TriangleAlert />} label="Last execution failed" />;
    case "running":
      return <Status family="run" icon={<LoaderCircle className="animate-spin" />} label="Running now" />;
    case "never-run":
      return <Status family="attn" icon={<CircleDashed />} label="Never drilled" />;
    case "recoverable":
      return <Status family="ok" icon={<CircleCheck />} label="All recoverable" />;
  }
}

/** What the status above rests on. */
function whyOf(plan: RecoveryPlanSummary): string {
  const all = `${plan.recoverableCount} of ${formatNoun(plan.serverCount, "server")} can be launched`;
  if (plan.activeExecution !== null)
    return plan.activeExecution.type === "DRILL" ? `${all}, a drill runs` : `${all}, a recovery runs`;
  return all;
}

function DataLossNow({ plan }: PlanProps) {
  if (plan.worstLagSeconds === null) return <span>—</span>;
  return (
    <>
      <span className={isOverRpo(plan) ? "font-medium text-bad-ink" : undefined}>
        {formatPeriod(plan.worstLagSeconds)}
      </span>
      {plan.rpoMinutes !== null && (
        <small className="block text-xs/[15px] text-ink-faint">of {formatPeriod(plan.rpoMinutes * 60)}</small>
      )}
    </>
  );
}

function LastExecution({ plan }: PlanProps) {
  const last = plan.lastExecution;
  if (last === null) return <span className="text-ink-muted">None yet</span>;
  const status = ExecutionStatus.safeParse(last.status);
  return (
    <>
      <Link href={`/executions/${last.id}`} className="no-underline">
        {status.success ? <ExecutionStatusLabel status={status.data} /> : last.status}
      </Link>
      <small className="block text-xs/[15px] text-ink-faint">
        {last.type === "DRILL" ? "Drill" : "Recovery"}
        {last.endedAt !== null && (
          <>
            , <Age at={last.endedAt} />
          </>
        )}
      </small>
    </>
  );
}

function TimeNeeded({ plan: { rtoMinutes }, estimate }: PlanRowProps) {
  if (estimate === undefined) return <span>—</span>;
  return (
    <>
      <WouldTake estimate={estimate} rtoMinutes={rtoMinutes} isShort />
      <small className="block text-xs/[15px] text-ink-faint">
        {rtoMinutes !== null && `of ${formatPeriod(rtoMinutes * 60)}, `}P90 {aboutWords(estimate.p90Seconds)}
      </small>
    </>
  );
}

function placesOf(plan: RecoveryPlanSummary): string {
  const names = [...new Set(plan.places.map((place) => place.accountName))];
  const first = names[0] ?? "";
  return names.length > 1 ? `${first} and ${names.length - 1} more` : first;
}

const CELL = "!h-auto py-1.5 !align-top max-sm:block max-sm:!border-0 max-sm:!p-0";
const HEAD = "hidden text-2xs text-ink-faint max-sm:block";

type PlanRowProps = PlanProps & { estimate: PlanEstimates["items"][number] | undefined };

export function PlanRow({ plan, estimate }: PlanRowProps) {
  return (
    <tr className="max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-3 max-sm:gap-y-1.5 max-sm:border-b max-sm:border-line max-sm:p-3 max-sm:last:border-b-0">
      <td className={`${CELL} max-sm:col-span-2 sm:max-w-0`}>
        <Link
          href={`/recovery-plans/${plan.id}`}
          className="name inline-block max-w-full truncate align-top"
          title={plan.name}
        >
          {plan.name}
        </Link>
        <small className="block truncate text-xs/[15px] text-ink-faint">
          {placesOf(plan)} · {formatNoun(plan.serverCount, "server")}
        </small>
      </td>
      <td className={`${CELL} max-sm:col-span-2`}>
        <PlanStatus plan={plan} />
        <small className="block text-xs/[15px] text-ink-muted">{whyOf(plan)}</small>
      </td>
      <td className={CELL}>
        <span className={HEAD}>Recovery would take</span>
        <TimeNeeded plan={plan} estimate={estimate} />
      </td>
      <td className={CELL}>
        <span className={HEAD}>Data loss now</span>
        <DataLossNow plan={plan} />
      </td>
      <td className={CELL}>
        <span className={HEAD}>Last execution</span>
        <LastExecution plan={plan} />
      </td>
    </tr>
  );
}
