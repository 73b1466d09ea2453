import { Ban, CircleCheck, CircleDashed, CirclePause, Contrast, Hand, LoaderCircle, OctagonX } from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { ExecutionStatus } from "#lib/domain/execution-status.ts";

type Look = { family: Family; icon: ReactNode; label: string };

const LOOK: Record<ExecutionStatus, Look> = {
  PENDING: { family: "idle", icon: <CircleDashed />, label: "Pending" },
  AWAITING_APPROVAL: { family: "attn", icon: <Hand />, label: "Needs approval" },
  RUNNING: { family: "run", icon: <LoaderCircle className="animate-spin" />, label: "Running" },
  PAUSED: { family: "attn", icon: <CirclePause />, label: "Paused" },
  CANCELLING: { family: "idle", icon: <Ban />, label: "Cancelling" },
  COMPLETED: { family: "ok", icon: <CircleCheck />, label: "Completed" },
  PARTIAL: { family: "attn", icon: <Contrast />, label: "Partial" },
  FAILED: { family: "bad", icon: <OctagonX />, label: "Failed" },
  CANCELLED: { family: "idle", icon: <Ban />, label: "Cancelled" },
};

export function ExecutionStatusLabel({ status, pill }: { status: ExecutionStatus; pill?: boolean | undefined }) {
  return <Status {...LOOK[status]} pill={pill} />;
}
