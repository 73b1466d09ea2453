import { TriangleAlert } from "lucide-react";

import { Status } from "#components/ui/status.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { ExecutionServerView } from "#lib/domain/execution.ts";

/** The data that a server was launched from, and whether DRS had to fall back to an earlier snapshot. */
export function LaunchedFrom({ server: { launchedFrom } }: { server: Pick<ExecutionServerView, "launchedFrom"> }) {
  if (launchedFrom === null) return null;
  const { snapshotId, at, isPrevious } = launchedFrom;
  return (
    <>
      {at !== null && (
        <span title={snapshotId ?? undefined}>
          {snapshotId === null ? "Data" : "Snapshot"} of <Clock at={at} seconds />
        </span>
      )}
      {isPrevious && (
        <>
          {at !== null && " "}
          <Status family="attn" icon={<TriangleAlert />} label="Previous snapshot" />
        </>
      )}
    </>
  );
}
