import Link from "next/link";

import { OutcomeExports } from "#components/outcome/outcome-exports.tsx";
import { Clock } from "#components/ui/time.tsx";
import { formatAccountId } from "#components/ui/format.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { EngineLinks } from "./engine-links.tsx";
import { ExecutionControls } from "./execution-controls.tsx";
import { listWords } from "./execution-words.ts";
import { executionPointWords } from "./point-words.ts";

export function ExecutionTitle({ execution }: { execution: ExecutionView }) {
  const { plan } = execution;
  const point = executionPointWords(execution.pointInTime);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="wrap-anywhere">{plan.name}</h1>
        <div className="mt-0.5 flex flex-wrap gap-x-3.5 text-xs text-ink-muted">
          <span>{placesWords(execution)}</span>
          <PlanFact execution={execution} />
          {execution.incidentAt !== null && (
            <span>
              Incident declared <Clock at={execution.incidentAt} seconds />
            </span>
          )}
          <span>
            Started <Clock at={execution.createdAt} seconds /> by {execution.requestedBy}
          </span>
          {point !== null && <span>{point}</span>}
          {execution.comment !== null && <span className="wrap-anywhere">“{execution.comment}”</span>}
          {isTerminal(execution.status) && <EngineLinks engine={execution.engine} />}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ExecutionControls execution={execution} />
        {isTerminal(execution.status) && <OutcomeExports executionId={execution.id} />}
      </div>
    </div>
  );
}

function PlanFact({ execution: { plan, isAdHoc } }: { execution: ExecutionView }) {
  if (isAdHoc) return <span>Selected servers, without a plan</span>;
  if (plan.id === null) return <span>Plan version {plan.version}, plan deleted since</span>;
  return <Link href={`/recovery-plans/${plan.id}`}>Plan version {plan.version}</Link>;
}

function placesWords(execution: ExecutionView): string {
  const places = new Map<string, string>();
  for (const server of execution.waves.flatMap((wave) => wave.servers)) {
    places.set(accountRegionKey(server), `${formatAccountId(server.accountId)} · ${server.region}`);
  }
  return listWords([...places.values()], 2);
}
