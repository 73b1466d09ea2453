import { OctagonX, TriangleAlert } from "lucide-react";

import { Status } from "#components/ui/status.tsx";
import { formatPeriod } from "#components/ui/format.ts";
import type { PlanEstimates } from "#lib/domain/estimate/plan-estimate.ts";

import { aboutWords } from "./forecast-words.ts";

type WouldTakeProps = {
  estimate: Pick<PlanEstimates["items"][number], "p50Seconds" | "p90Seconds" | "basis">;
  rtoMinutes: number | null;
  /** Without the P90, which then stands elsewhere. */
  isShort?: boolean;
};

/** `41 min (P90 55 min)`, red where it does not fit the recovery time target. */
export function WouldTake({
  estimate: { p50Seconds, p90Seconds, basis },
  rtoMinutes,
  isShort = false,
}: WouldTakeProps) {
  const words = isShort ? aboutWords(p50Seconds) : `${aboutWords(p50Seconds)} (P90 ${aboutWords(p90Seconds)})`;
  const target = rtoMinutes === null ? null : rtoMinutes * 60;
  if (target === null || p90Seconds <= target) return <span title={basis}>{words}</span>;
  const rto = `The RTO is ${formatPeriod(target)}`;
  return (
    <span title={`${rto}. ${basis}`}>
      {p50Seconds > target ? (
        <Status family="bad" icon={<OctagonX />} label={words} />
      ) : (
        <Status family="attn" icon={<TriangleAlert />} label={words} />
      )}
    </span>
  );
}
