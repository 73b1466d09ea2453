import { CircleCheck, CircleDashed, CircleX, Clock, HeartPulse } from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { GateState } from "#lib/domain/health-gates/gate-progress.ts";

/** As a reader sees it: whether a gate that waits was asked, and whether its server is still waited for. */
export type GateLook = GateState | "NOT_ASKED" | "NOT_PASSED";

const LOOK: Record<GateLook, { family: Family; icon: ReactNode; label: string }> = {
  NOT_ASKED: { family: "idle", icon: <CircleDashed />, label: "Not asked" },
  WAITING: { family: "run", icon: <Clock />, label: "Waiting" },
  PASSING: { family: "ok", icon: <HeartPulse />, label: "Passing" },
  PASSED: { family: "ok", icon: <CircleCheck />, label: "Passed" },
  NOT_PASSED: { family: "bad", icon: <CircleX />, label: "Did not pass" },
};

export function GateStateLabel({ look }: { look: GateLook }) {
  return <Status {...LOOK[look]} />;
}
