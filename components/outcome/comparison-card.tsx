"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import Link from "next/link";

import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { formatDate, formatDuration } from "#components/ui/format.ts";
import { Table, Th } from "#components/ui/table.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";
import { outcomeQuery } from "#lib/query/outcome.ts";

import { comparedWords } from "./compared-words.ts";
import { changeWords } from "./outcome-words.ts";

/** This execution against the one of its plan before it: nothing where there is none. */
export function ComparisonCard({ executionId }: { executionId: string }) {
  const { data: outcome } = useQuery(outcomeQuery(executionId));
  if (outcome === undefined || outcome.before === null) return null;
  return <Comparison outcome={outcome} before={outcome.before} />;
}

type Before = NonNullable<OutcomeView["before"]>;

const NAME: Record<ExecutionType, string> = { DRILL: "drill", RECOVERY: "recovery" };

function Comparison({ outcome: { report, comparison }, before }: { outcome: OutcomeView; before: Before }) {
  const kind = NAME[before.type];
  const startedAt = before.startedAt.toISOString();
  const whole = { seconds: report.achieved.rto.seconds, beforeSeconds: before.seconds };
  const target = report.rtoMinutes === null ? null : report.rtoMinutes * 60;
  const longest = Math.max(
    1,
    ...[...comparison.waves, whole].flatMap(({ seconds, beforeSeconds }) => [seconds ?? 0, beforeSeconds ?? 0]),
  );
  const scale = Math.max(longest, target !== null && target < longest * 2 ? target * 1.05 : 0);
  const words = comparedWords({ report, comparison });
  return (
    <Card aria-labelledby="comparison-title">
      <CardHeader
        id="comparison-title"
        title={`Against the last ${kind}`}
        note={
          <>
            <Link href={`/executions/${before.id}`}>
              {kind === "drill" ? "Drill" : "Recovery"} of {formatDate(startedAt)}
            </Link>
            , {before.totals.total} servers, plan version {before.planVersion}
          </>
        }
      >
        <span className="flex items-center gap-1.5 text-ink-muted">
          <i className="h-2 w-4 rounded-[2px] bg-ink-muted" /> This one
        </span>
        <span className="flex items-center gap-1.5 text-ink-muted">
          <i className={clsx("h-2 w-4", BEFORE_BAR[before.type])} /> The last
        </span>
      </CardHeader>
      <div tabIndex={0} role="group" aria-label="Comparison, scrolls sideways" className="overflow-x-auto">
        <Table>
          <thead>
            <tr>
              <Th>Wave</Th>
              <Th className="w-1/2 max-sm:hidden">
                <span className="sr-only">Lengths</span>
              </Th>
              <Th isNumber>This one</Th>
              <Th isNumber>The last</Th>
              <Th isNumber>Difference</Th>
            </tr>
          </thead>
          <tbody>
            {comparison.waves.map((wave) => (
              <Row
                key={wave.number}
                name={`${wave.number} ${wave.name}`}
                lengths={wave}
                scale={scale}
                type={before.type}
              />
            ))}
            <Row name="Achieved RTO" lengths={whole} scale={scale} type={before.type} target={target} isWhole />
          </tbody>
        </Table>
      </div>
      {words !== "" && <CardFooter>{words}</CardFooter>}
    </Card>
  );
}

const BEFORE_BAR: Record<ExecutionType, string> = {
  DRILL:
    "rounded-[2px] bg-[repeating-linear-gradient(135deg,var(--color-drill)_0_2px,var(--color-drill-tint)_2px_5px)] inset-ring inset-ring-drill",
  RECOVERY: "rounded-[2px] bg-recovery",
};

type Lengths = { seconds: number | null; beforeSeconds: number | null };
type RowProps = {
  name: string;
  lengths: Lengths;
  scale: number;
  type: ExecutionType;
  target?: number | null;
  isWhole?: boolean;
};

function Row({ name, lengths, scale, type, target = null, isWhole = false }: RowProps) {
  const { seconds, beforeSeconds } = lengths;
  const change = seconds === null || beforeSeconds === null ? null : seconds - beforeSeconds;
  return (
    <tr className={clsx("plain", isWhole && "font-semibold")}>
      <td>{name}</td>
      <td className="max-sm:hidden">
        <div className="relative grid gap-px py-1" aria-hidden="true">
          <Bar share={seconds === null ? 0 : seconds / scale} className="rounded-[2px] bg-ink-muted" />
          <Bar share={beforeSeconds === null ? 0 : beforeSeconds / scale} className={BEFORE_BAR[type]} />
          {target !== null && target <= scale && (
            <i
              className="absolute inset-y-0 border-l-[1.5px] border-dashed border-bad"
              style={{ left: `${(target / scale) * 100}%` }}
            />
          )}
        </div>
      </td>
      <td className="number">{seconds === null ? "—" : formatDuration(seconds)}</td>
      <td className="number text-ink-muted">{beforeSeconds === null ? "—" : formatDuration(beforeSeconds)}</td>
      <td className={clsx("number", changeClass(change))}>{changeWords(change)}</td>
    </tr>
  );
}

function Bar({ share, className }: { share: number; className: string }) {
  return <i className={clsx("h-1.5", className)} style={{ width: `${share * 100}%` }} />;
}

/** Less is better. */
function changeClass(change: number | null): string {
  if (change === null || Math.round(change) === 0) return "text-ink-muted";
  return change > 0 ? "text-bad-ink" : "text-ok-ink";
}
