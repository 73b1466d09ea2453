import { CircleCheck, CircleQuestionMark, OctagonX } from "lucide-react";

import { rpoNote, rtoNote, type TargetWords, targetWords } from "#components/outcome/outcome-words.ts";
import { Status } from "#components/ui/status.tsx";
import type { OutcomeReport } from "#lib/domain/outcome-report/outcome-report.ts";

import { lengthWords } from "./report-words.ts";

export function ReportTargets({ report }: { report: OutcomeReport }) {
  const { rto, rpo, critical, optional } = report.achieved;
  return (
    <section className="keep mt-4 grid grid-cols-3 gap-x-6 gap-y-3">
      <Figure
        title="Achieved recovery time (RTO)"
        value={lengthWords(rto.seconds)}
        target={targetWords(rto.target, report.rtoMinutes)}
        note={rtoNote(report)}
      />
      <Figure
        title="Achieved data loss (RPO), worst"
        value={lengthWords(rpo.seconds)}
        target={targetWords(rpo.target, report.rpoMinutes)}
        note={rpoNote(rpo, report)}
      />
      <Figure
        title="Servers recovered"
        value={`${report.totals.healthy} of ${report.totals.total}`}
        target={null}
        note={`Critical ${critical.recovered} of ${critical.total}, optional ${optional.recovered} of ${optional.total}`}
      />
    </section>
  );
}

type FigureProps = { title: string; value: string; target: TargetWords | null; note: string };

function Figure({ title, value, target, note }: FigureProps) {
  return (
    <div>
      <h2 className="!m-0 !text-[8pt] !font-medium text-ink-muted">{title}</h2>
      <p className="text-[18pt]/[1.3] font-semibold tabular-nums">{value}</p>
      {target !== null && <Verdict target={target} />}
      <p className="muted text-[8pt]">{note}</p>
    </div>
  );
}

function Verdict({ target: { look, words } }: { target: TargetWords }) {
  if (look === "met") return <Status family="ok" icon={<CircleCheck />} label={words} />;
  if (look === "missed") return <Status family="bad" icon={<OctagonX />} label={words} />;
  return <Status family="idle" icon={<CircleQuestionMark />} label={words} />;
}
