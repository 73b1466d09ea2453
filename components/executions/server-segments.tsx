import { CircleArrowUp, CircleCheck, CircleDashed, LoaderCircle, OctagonX, SkipForward } from "lucide-react";

import type { Segment } from "#components/ui/stacked-bar.tsx";
import type { ServerCounts } from "#lib/domain/execution.ts";

/** Servers by how far they are, in the one order of the product. Once it is over, what was to go never started. */
export function serverSegments(counts: ServerCounts, isOver = false): Segment[] {
  return [
    { family: "ok", count: counts.healthy, label: "healthy", icon: <CircleCheck /> },
    { family: "run", kind: "launched", count: counts.launched, label: "launched", icon: <CircleArrowUp /> },
    { family: "run", count: counts.launching, label: "launching", icon: <LoaderCircle /> },
    { family: "bad", count: counts.failed, label: "failed", icon: <OctagonX /> },
    { family: "idle", count: counts.toGo, label: isOver ? "not started" : "to go", icon: <CircleDashed /> },
    { family: "idle", count: counts.skipped, label: "skipped", icon: <SkipForward /> },
  ];
}
