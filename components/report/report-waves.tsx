import { WaveStatusLabel } from "#components/status/wave-status.tsx";
import type { OutcomeReport } from "#lib/domain/outcome-report/outcome-report.ts";

import { ReportTable } from "./report-table.tsx";
import { clockTime, lengthBetween, lengthWords } from "./report-words.ts";

export function ReportWaves({ report }: { report: OutcomeReport }) {
  return (
    <section>
      <h2>Waves</h2>
      <ReportTable
        heads={["Wave", "Result", "#After", "#Servers healthy", "#Started", "#Ended", "#Took", "#RTO", "#RPO"]}
      >
        {report.waves.map((wave) => (
          <tr key={wave.number}>
            <td>
              {wave.number} {wave.name}
              {wave.reason !== null && <div className="muted">{wave.reason}</div>}
            </td>
            <td>
              <WaveStatusLabel status={wave.status} />
            </td>
            <td className="number">{wave.dependsOn.length === 0 ? "—" : wave.dependsOn.join(", ")}</td>
            <td className="number">
              {wave.totals.healthy} of {wave.totals.total}
            </td>
            <td className="number">{clockTime(wave.startedAt)}</td>
            <td className="number">{clockTime(wave.endedAt)}</td>
            <td className="number">{lengthBetween(wave.startedAt, wave.endedAt)}</td>
            <td className="number">{lengthWords(wave.achieved.rto.seconds)}</td>
            <td className="number">{lengthWords(wave.achieved.rpo.seconds)}</td>
          </tr>
        ))}
      </ReportTable>
    </section>
  );
}
