import { listWords } from "#components/executions/execution-words.ts";
import type { DecisionAction } from "#lib/domain/execution-input.ts";
import { type OutcomeReport, serversOf } from "#lib/domain/outcome-report/outcome-report.ts";

import { ReportTable } from "./report-table.tsx";
import { clockTime, lengthBetween } from "./report-words.ts";

const VERB: Record<DecisionAction, string> = {
  retry: "Tried again",
  skip: "Skipped",
  continue: "Continued without",
  abort: "Aborted",
};

export function ReportDecisions({ report }: { report: OutcomeReport }) {
  const names = new Map(serversOf(report).map(({ sourceServerId, hostname }) => [sourceServerId, hostname]));
  return (
    <section>
      <h2>Decisions and people</h2>
      {report.decisions.length === 0 ? (
        <p className="muted">No wave waited for a person.</p>
      ) : (
        <ReportTable heads={["At", "Who", "Decided", "#Wave", "#Waited", "Reason"]}>
          {report.decisions.map((decision, index) => (
            <tr key={index}>
              <td>{clockTime(decision.at)}</td>
              <td>{decision.actor}</td>
              <td>
                {VERB[decision.action]}{" "}
                {decision.sourceServerIds.length === 0
                  ? `wave ${decision.wave}`
                  : listWords(
                      decision.sourceServerIds.map((id) => names.get(id) ?? id),
                      6,
                    )}
              </td>
              <td className="number">{decision.wave}</td>
              <td className="number">{lengthBetween(decision.waitedSince, decision.at)}</td>
              <td>{decision.comment ?? "—"}</td>
            </tr>
          ))}
        </ReportTable>
      )}
    </section>
  );
}
