"use client";

import { useQuery } from "@tanstack/react-query";

import { listWords } from "#components/executions/execution-words.ts";
import { aboutWords } from "#components/forecast/forecast-words.ts";
import { formatDuration, formatPeriod } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import type { PlanEstimate } from "#lib/domain/estimate/plan-estimate.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { planEstimateQuery } from "#lib/query/estimates.ts";

import { criticalSteps, slackWords } from "./estimate-words.ts";

type EstimatePanelProps = {
  plan: RecoveryPlanView;
  mode: ExecutionType;
  onMode: (mode: ExecutionType) => void;
  /** Changes that the estimate does not know: it is of the saved version. */
  isChanged: boolean;
};

/** How long the saved version would take, and the waves on which that hangs. */
export function EstimatePanel({ plan, mode, onMode, isChanged }: EstimatePanelProps) {
  const { data: estimate, error } = useQuery(planEstimateQuery(plan.id, { version: plan.version, type: mode }));
  return (
    <section aria-labelledby="estimate-title" className="border-b border-line bg-surface px-4 py-3 max-sm:px-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="estimate-title">Estimate</h2>
        <p className="text-xs text-ink-muted">{isChanged ? `of version ${plan.version}, as it is saved` : ""}</p>
        <div className="ml-auto flex items-center gap-3">
          <Segmented
            label="Estimated"
            value={mode}
            onChange={onMode}
            options={[
              { value: "RECOVERY", label: "Recovery" },
              { value: "DRILL", label: "Drill" },
            ]}
          />
        </div>
      </header>
      {estimate === undefined ? (
        <p className="mt-2 text-xs text-ink-muted">
          {error === null ? "Being worked out" : `Not worked out. ${error.message}`}
        </p>
      ) : (
        <Estimate estimate={estimate} plan={plan} />
      )}
    </section>
  );
}

function Estimate({ estimate, plan }: { estimate: PlanEstimate; plan: RecoveryPlanView }) {
  const { p50Seconds, p90Seconds, criticalPath, basis } = estimate;
  const target = plan.rtoMinutes === null ? null : plan.rtoMinutes * 60;
  const isTooLong = target !== null && p50Seconds > target;
  return (
    <>
      <p className="mt-1.5 tabular-nums">
        <b className={isTooLong ? "text-bad-ink" : undefined}>{formatDuration(p50Seconds)}</b>
        {target !== null && <span className="text-ink-muted"> of {formatDuration(target)}</span>}
        <span className="text-ink-muted">, P90 {formatDuration(p90Seconds)}</span>
        {target !== null && (
          <span
            className={`ml-2 text-xs font-medium ${isTooLong ? "text-bad-ink" : p90Seconds > target ? "text-attn-ink" : "text-ok-ink"}`}
          >
            {fitWords({ p50Seconds, p90Seconds, target })}
          </span>
        )}
      </p>
      <CriticalBar estimate={estimate} target={target} />
      <p className="text-xs text-ink-muted">
        {criticalPath.length > 0 && `Critical path ${criticalPath.map(({ wave }) => wave).join(", ")}. `}
        {slackWords(estimate)}
        {basis} {lastServers(estimate)}
      </p>
    </>
  );
}

function fitWords({
  p50Seconds,
  p90Seconds,
  target,
}: {
  p50Seconds: number;
  p90Seconds: number;
  target: number;
}): string {
  if (p50Seconds > target) return `${aboutWords(p50Seconds - target)} longer than the RTO of ${formatPeriod(target)}`;
  return p90Seconds > target
    ? `Fits the RTO, but not 1 time in 10`
    : `Fits the RTO, ${aboutWords(target - p50Seconds)} to spare`;
}

/** The servers that the critical waves wait for last. */
function lastServers({ criticalPath }: PlanEstimate): string {
  const names = criticalPath.flatMap(({ hostname }) => hostname ?? []);
  return names.length === 0 ? "" : `Slowest: ${listWords(names)}.`;
}

/** One piece for each wave of the critical path, as long as it holds the plan up; the rest is to spare. */
function CriticalBar({ estimate, target }: { estimate: PlanEstimate; target: number | null }) {
  const scale = Math.max(estimate.p50Seconds, target ?? 0, 1);
  return (
    <div className="relative my-1.5 flex h-5 gap-0.5 overflow-hidden rounded-xs bg-[repeating-linear-gradient(90deg,var(--color-line-strong)_0_2px,transparent_2px_5px)]">
      {criticalSteps(estimate).map(({ wave, seconds }) => (
        <span
          key={wave}
          className="truncated bg-idle-ink px-1.5 text-2xs/5 whitespace-nowrap text-ink-inverse tabular-nums"
          style={{ flex: "none", width: `calc(${(seconds / scale) * 100}% - 2px)` }}
          title={`Wave ${wave}: ${formatDuration(seconds)}`}
        >
          {wave} · {formatDuration(seconds)}
        </span>
      ))}
      {target !== null && target < scale && (
        <i
          className="absolute inset-y-0 border-l-2 border-dashed border-bad"
          style={{ left: `${(target / scale) * 100}%` }}
        />
      )}
    </div>
  );
}
