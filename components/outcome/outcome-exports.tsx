import { Download, Printer } from "lucide-react";

import { buttonClass } from "#components/ui/button-style.ts";
import { outcomeUrl } from "#lib/query/outcome.ts";

/** The outcome as files, and as a page to be printed or kept. */
export function OutcomeExports({ executionId }: { executionId: string }) {
  return (
    <>
      <a href={outcomeUrl(executionId, "csv")} download className={buttonClass({})}>
        <Download />
        CSV
      </a>
      <a
        href={outcomeUrl(executionId)}
        download={`outcome-${executionId.slice(0, 8)}.json`}
        className={buttonClass({})}
      >
        <Download />
        JSON
      </a>
      <a href={`/executions/${executionId}/report`} target="_blank" rel="noreferrer" className={buttonClass({})}>
        <Printer />
        Report
        <span className="sr-only">(opens in a new tab)</span>
      </a>
    </>
  );
}
