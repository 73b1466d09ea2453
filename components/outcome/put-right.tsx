import { RotateCcw } from "lucide-react";

import { Card, CardHeader } from "#components/ui/card.tsx";
import { Clock } from "#components/ui/time.tsx";
import { type OutcomeReport, serversOf } from "#lib/domain/outcome-report/outcome-report.ts";

const SHOWN = 6;

/** What went wrong with servers that recovered all the same, AWS's words unchanged. Nothing where nothing did. */
export function PutRight({ report }: { report: OutcomeReport }) {
  const healthy = new Set(serversOf(report).flatMap(({ hostname, result }) => (result === "HEALTHY" ? hostname : [])));
  const problems = report.problems.filter(
    ({ hostname, severity }) => severity === "problem" && hostname !== null && healthy.has(hostname),
  );
  if (problems.length === 0) return null;
  return (
    <Card aria-labelledby="put-right-title">
      <CardHeader id="put-right-title" title="Went wrong and was put right" />
      <ul>
        {problems.slice(0, SHOWN).map(({ at, message, detail }, index) => (
          <li
            key={index}
            className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3"
          >
            <span className="mt-0.5 text-ink-muted">
              <RotateCcw />
            </span>
            <div className="min-w-0">
              <b className="wrap-anywhere">{message}</b>{" "}
              <span className="text-xs text-ink-muted">
                <Clock at={at.toISOString()} seconds />
              </span>
              {detail !== null && (
                <p className="mono mt-1 rounded-r-sm border-l-3 border-line-strong bg-sunken px-2.5 py-1.5 text-xs/[18px] wrap-anywhere">
                  {detail}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {problems.length > SHOWN && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
          {problems.length - SHOWN} more stand in the report.
        </p>
      )}
    </Card>
  );
}
