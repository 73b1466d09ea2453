"use client";

import clsx from "clsx";
import { ArrowRight, Hand } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

import { modeClass, ModeWord } from "#components/status/mode.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { formatDuration, formatNoun } from "#components/ui/format.ts";
import { useNow } from "#components/ui/now.ts";
import type { ExecutionStatus } from "#lib/domain/execution-status.ts";
import type { ExecutionSummary } from "#lib/domain/execution.ts";

import { useActiveExecutions } from "./nav-counts.ts";

const MOST_SHOWN = 3;

/** It waits for a person: for a decision, or for a task to be done. */
function isWaiting({ wavesToDecide, tasksToDo }: ExecutionSummary): boolean {
  return wavesToDecide.length > 0 || tasksToDo > 0;
}

/** What waits for a person, then recoveries, then what has run longest. */
function byUrgency(a: ExecutionSummary, b: ExecutionSummary): number {
  const [waitsA, waitsB] = [isWaiting(a), isWaiting(b)];
  if (waitsA !== waitsB) return waitsA ? -1 : 1;
  if (a.type !== b.type) return a.type === "RECOVERY" ? -1 : 1;
  return a.createdAt.localeCompare(b.createdAt);
}

const STATE_WORD: Partial<Record<ExecutionStatus, string>> = {
  PENDING: "Starting",
  AWAITING_APPROVAL: "Needs approval",
  PAUSED: "Paused",
  CANCELLING: "Cancelling",
};

function whereItIs(execution: ExecutionSummary): string {
  const under = execution.wavesUnderWay;
  if (under.length === 0) return `${execution.wavesOver} of ${formatNoun(execution.waveCount, "wave")} over`;
  const waves =
    under.length === 1 ? `Wave ${under[0] ?? ""}` : `Waves ${under.slice(0, -1).join(", ")} and ${under.at(-1) ?? ""}`;
  return `${waves} of ${execution.waveCount}`;
}

/** `Wave 2 needs a decision`, `1 task waits for a person`. */
function waitingWords({ wavesToDecide, tasksToDo }: ExecutionSummary): string {
  const [first] = wavesToDecide;
  if (first === undefined) return `${formatNoun(tasksToDo, "task")} ${tasksToDo === 1 ? "waits" : "wait"} for a person`;
  return wavesToDecide.length === 1
    ? `Wave ${first} needs a decision`
    : `${wavesToDecide.length} waves need a decision`;
}

function serversSoFar({ servers }: ExecutionSummary): string {
  const failed = servers.failed > 0 ? `, ${servers.failed} failed` : "";
  return `${servers.healthy} of ${servers.total} healthy${failed}`;
}

/** Null while nothing is known of now, as on the server. */
function elapsedSeconds(execution: ExecutionSummary, now: number | null): number | null {
  const from = execution.incidentAt ?? execution.startedAt ?? execution.createdAt;
  return now === null ? null : Math.max(0, (now - Date.parse(from)) / 1000);
}

function Ruler({ elapsed, target }: { elapsed: number; target: number }) {
  const end = Math.max(target * 1.15, elapsed * 1.05);
  const percent = (seconds: number) => `${(seconds / end) * 100}%`;
  return (
    <div
      className="relative col-span-full h-1 rounded-full bg-[color-mix(in_oklab,currentColor_28%,transparent)]"
      aria-hidden="true"
    >
      <i className="absolute inset-y-0 left-0 rounded-full bg-current" style={{ width: percent(elapsed) }} />
      <i className="absolute -top-[3px] h-2.5 w-0.5 bg-current" style={{ left: percent(target) }} />
    </div>
  );
}

function ElapsedOfTarget({ elapsed, target }: { elapsed: number | null; target: number | null }) {
  if (elapsed === null) return <span className="tabular-nums">…</span>;
  const over = target === null ? 0 : elapsed - target;
  return (
    <>
      <span className="tabular-nums">
        {formatDuration(elapsed)}
        {target !== null && ` of ${formatDuration(target)}`}
      </span>
      {over > 0 && <span className="font-semibold tabular-nums">{formatDuration(over)} over the RTO</span>}
    </>
  );
}

function RunningRow({ execution }: { execution: ExecutionSummary }) {
  const elapsed = elapsedSeconds(execution, useNow());
  const target = execution.rtoMinutes === null ? null : execution.rtoMinutes * 60;
  const isDrill = execution.type === "DRILL";
  const stateWord = STATE_WORD[execution.status];
  const place = execution.wavesToDecide.length > 0 ? "#decide" : execution.tasksToDo > 0 ? "#task" : "";
  return (
    <div
      className={clsx(
        modeClass(execution.type),
        "mode-band grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-5 gap-y-2 px-6 py-2.5 max-sm:grid-cols-[1fr_auto] max-sm:px-3",
        !isDrill && "border-b-2 border-recovery-deep",
      )}
    >
      <ModeWord type={execution.type} />
      <div className="flex flex-wrap items-baseline gap-x-4.5 max-sm:col-span-full max-sm:row-start-2 max-sm:gap-x-3">
        <b className="text-md">{execution.plan.name}</b>
        {isWaiting(execution) && (
          <Link
            href={`/executions/${execution.id}${place}`}
            className="inline-flex items-center gap-1.5 rounded-sm bg-attn px-2 py-0.5 font-semibold !text-attn-on no-underline"
          >
            <Hand />
            {waitingWords(execution)}
          </Link>
        )}
        {stateWord !== undefined && <span className="font-semibold">{stateWord}</span>}
        <ElapsedOfTarget elapsed={elapsed} target={target} />
        <span className="tabular-nums">{whereItIs(execution)}</span>
        <span className="tabular-nums">{serversSoFar(execution)}</span>
        {execution.engine.state === "STOPPED" && (
          <span className="font-semibold">Stopped from outside, can be revived</span>
        )}
      </div>
      <ButtonLink
        href={`/executions/${execution.id}${place}`}
        aria-label={`Open the ${isDrill ? "drill" : "recovery"} of ${execution.plan.name}`}
        className={
          isDrill ? "!border-drill !text-drill-ink" : "!border-transparent !bg-recovery-on !text-[oklch(0.385_0.16_6)]"
        }
      >
        Open
        <ArrowRight />
      </ButtonLink>
      {target !== null && elapsed !== null && <Ruler elapsed={elapsed} target={target} />}
    </div>
  );
}

function ManyRow({ executions }: { executions: readonly ExecutionSummary[] }) {
  const recoveries = executions.filter((execution) => execution.type === "RECOVERY").length;
  const drills = executions.length - recoveries;
  const waiting = executions.filter(isWaiting).length;
  const kind = recoveries > 0 ? "RECOVERY" : "DRILL";
  const words = [
    recoveries > 0 && formatNoun(recoveries, "recovery", "recoveries"),
    drills > 0 && formatNoun(drills, "drill"),
  ].filter(Boolean);
  return (
    <div
      className={clsx(
        modeClass(kind),
        "mode-band flex flex-wrap items-center gap-x-5 gap-y-1 px-6 py-2 max-sm:px-3",
        kind === "RECOVERY" && "border-b-2 border-recovery-deep",
      )}
    >
      <ModeWord type={kind} />
      <b className="flex-1 text-md">
        {words.join(" and ")} running{waiting > 0 && `, ${waiting} ${waiting === 1 ? "waits" : "wait"} for a person`}
      </b>
      <ButtonLink href="/executions" size="sm">
        Open the list
      </ButtonLink>
    </div>
  );
}

/** What runs now, on every page but its own. */
export function RunningBanner() {
  const pathname = usePathname();
  const elsewhere = useActiveExecutions()
    .filter((execution) => pathname !== `/executions/${execution.id}`)
    .sort(byUrgency);
  if (elsewhere.length === 0) return null;
  return (
    <section aria-label="Running now" data-shell className="shrink-0">
      {elsewhere.length > MOST_SHOWN ? (
        <ManyRow executions={elsewhere} />
      ) : (
        elsewhere.map((execution) => <RunningRow key={execution.id} execution={execution} />)
      )}
    </section>
  );
}
