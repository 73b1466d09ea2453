import type { OutcomeReport } from "#lib/domain/outcome-report/outcome-report.ts";
import type { ProblemRow } from "#lib/domain/outcome-report/outcome-rows.ts";

import { clockTime } from "./report-words.ts";

/** What went wrong on the way, also where it was put right, with AWS's words unchanged. */
export function ReportProblems({ report }: { report: OutcomeReport }) {
  return (
    <section>
      <h2>What went wrong</h2>
      {report.problems.length === 0 ? (
        <p className="muted">Nothing went wrong.</p>
      ) : (
        <ul>
          {report.problems.map((problem, index) => (
            <Problem key={index} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Problem({ problem: { at, wave, message, detail, severity } }: { problem: ProblemRow }) {
  return (
    <li className="keep border-b border-line py-1.5 last:border-b-0">
      <p>
        <span className="tabular-nums">{clockTime(at)}</span> <b>{message}</b>
        {wave !== null && <span className="muted">, wave {wave}</span>}
      </p>
      {detail !== null && (
        <blockquote
          className={`mono mt-1 border-l-3 bg-sunken px-2 py-1 text-[8pt] wrap-anywhere whitespace-pre-wrap ${severity === "problem" ? "border-bad" : "border-attn"}`}
        >
          {detail}
        </blockquote>
      )}
    </li>
  );
}
