import Link from "next/link";

import { ModeChip } from "#components/status/mode.tsx";
import { ExecutionType } from "#lib/domain/execution-status.ts";

/** The execution of a plan that has not ended, as a way to it. */
export function RunningTag({ execution }: { execution: { id: string; type: string } }) {
  const type = ExecutionType.parse(execution.type);
  return (
    <Link href={`/executions/${execution.id}`} className="flex items-center gap-1.5">
      <ModeChip type={type} />
      running now
    </Link>
  );
}
