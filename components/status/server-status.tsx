import {
  CircleArrowUp,
  CircleCheck,
  CircleDashed,
  Clock,
  HeartPulse,
  LoaderCircle,
  OctagonX,
  SkipForward,
  SquareStop,
} from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { ServerStatus } from "#lib/domain/execution-status.ts";

type Look = { family: Family; icon: ReactNode; label: string };

const LOOK: Record<ServerStatus, Look> = {
  PENDING: { family: "idle", icon: <CircleDashed />, label: "Pending" },
  QUEUED: { family: "idle", icon: <Clock />, label: "Queued" },
  LAUNCHING: { family: "run", icon: <LoaderCircle className="animate-spin" />, label: "Launching" },
  LAUNCHED: { family: "run", icon: <CircleArrowUp />, label: "Launched" },
  HEALTHY: { family: "ok", icon: <CircleCheck />, label: "Healthy" },
  UNHEALTHY: { family: "bad", icon: <HeartPulse />, label: "Unhealthy" },
  FAILED: { family: "bad", icon: <OctagonX />, label: "Failed" },
  SKIPPED: { family: "idle", icon: <SkipForward />, label: "Skipped" },
  TERMINATED: { family: "idle", icon: <SquareStop />, label: "Terminated" },
};

export function ServerStatusLabel({ status, pill }: { status: ServerStatus; pill?: boolean | undefined }) {
  return <Status {...LOOK[status]} pill={pill} />;
}
