import { changeWords } from "#components/outcome/outcome-words.ts";
import type { OutcomeComparison } from "#lib/domain/outcome-report/compare.ts";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";

import { ReportTable } from "./report-table.tsx";
import { instant, lengthWords } from "./report-words.ts";

type ReportComparisonProps = {
  comparison: OutcomeComparison;
  before: NonNullable<OutcomeView["before"]>;
  /** What changed, in sentences. */
  words: string;
  seconds: number | null;
};

export function ReportComparison({ comparison, before, words, seconds }: ReportComparisonProps) {
  const kind = before.type === "DRILL" ? "drill" : "recovery";
  return (
    <section className="keep">
      <h2>Against the last {kind}</h2>
      <p className="muted mb-1.5">
        {instant(before.startedAt)}, plan version {before.planVersion}, {before.totals.healthy} of {before.totals.total}{" "}
        servers recovered. {words}
      </p>
      <ReportTable heads={["Wave", "#This one took", "#The last took", "#Difference"]}>
        {comparison.waves.map((wave) => (
          <Line key={wave.number} name={`${wave.number} ${wave.name}`} now={wave.seconds} then={wave.beforeSeconds} />
        ))}
        <Line name="Achieved RTO" now={seconds} then={before.seconds} isWhole />
      </ReportTable>
    </section>
  );
}

type LineProps = { name: string; now: number | null; then: number | null; isWhole?: boolean };

function Line({ name, now, then, isWhole = false }: LineProps) {
  return (
    <tr className={isWhole ? "whole" : undefined}>
      <td>{name}</td>
      <td className="number">{lengthWords(now)}</td>
      <td className="number">{lengthWords(then)}</td>
      <td className="number">{changeWords(now === null || then === null ? null : now - then)}</td>
    </tr>
  );
}
