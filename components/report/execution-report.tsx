import { comparedWords } from "#components/outcome/compared-words.ts";
import { outcomeDetail, outcomeHeadline } from "#components/outcome/outcome-words.ts";
import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { ModeChip } from "#components/status/mode.tsx";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";

import { PrintButton } from "./print-button.tsx";
import { ReportActions } from "./report-actions.tsx";
import { ReportComparison } from "./report-comparison.tsx";
import { ReportDecisions } from "./report-decisions.tsx";
import { ReportProblems } from "./report-problems.tsx";
import { ReportServers } from "./report-servers.tsx";
import { ReportTargets } from "./report-targets.tsx";
import { ReportWaves } from "./report-waves.tsx";
import { instant } from "./report-words.ts";

/** What an execution came to, as a document that stands by itself. */
export function ExecutionReport({ outcome }: { outcome: OutcomeView }) {
  const { report, comparison, before, madeAt } = outcome;
  const detail = outcomeDetail(outcome);
  return (
    <main className="report">
      <ReportHead outcome={outcome} />
      <section className="keep mt-4 rounded-md border border-line-strong px-4 py-3">
        <p className="text-[13pt]/[1.35] font-semibold">{outcomeHeadline(report)}</p>
        {detail !== "" && <p className="muted mt-1">{detail}</p>}
      </section>
      <ReportTargets report={report} />
      <ReportWaves report={report} />
      <ReportServers title="Critical servers" servers={report.criticalServers} />
      <ReportServers title="Optional servers" servers={report.optionalServers} />
      <ReportDecisions report={report} />
      <ReportProblems report={report} />
      <ReportActions actions={report.actions} />
      {before !== null && (
        <ReportComparison
          comparison={comparison}
          before={before}
          words={comparedWords(outcome)}
          seconds={report.achieved.rto.seconds}
        />
      )}
      <footer className="muted mt-6 border-t border-line pt-2 text-[7.5pt]">
        Made {instant(madeAt)} by DRS Orchestrator from its records, and not changed since. All times are UTC. Execution{" "}
        <span className="mono">{outcome.execution.id}</span>.
      </footer>
    </main>
  );
}

function ReportHead({ outcome: { execution, report } }: { outcome: OutcomeView }) {
  const { plan, isAdHoc, requestedBy, comment, simulated } = execution;
  return (
    <header>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="flex items-center gap-2.5">
          <ModeChip type={report.type} />
          <ExecutionStatusLabel status={execution.status} />
          {simulated && <span className="muted">In simulated AWS</span>}
        </p>
        <span className="screen-only">
          <PrintButton />
        </span>
      </div>
      <h1 className="mt-2">{plan.name}</h1>
      <p className="muted mt-1">
        {isAdHoc ? "Selected servers, without a plan" : `Plan version ${plan.version}`}, started by {requestedBy}
        {comment !== null && <>: “{comment}”</>}
      </p>
      <p className="muted">
        {report.incidentAt !== null && <>Incident declared {instant(report.incidentAt)}. </>}
        Started {instant(report.startedAt)}, ended {instant(report.endedAt)} UTC.
      </p>
    </header>
  );
}
