import {
  Ban,
  CircleCheck,
  CircleDashed,
  Clock,
  Contrast,
  Hand,
  HeartPulse,
  List,
  LoaderCircle,
  OctagonX,
  SkipForward,
} from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { WaveStatus } from "#lib/domain/execution-status.ts";

type Look = { family: Family; icon: ReactNode; label: string };

const LOOK: Record<WaveStatus, Look> = {
  PENDING: { family: "idle", icon: <CircleDashed />, label: "Pending" },
  WAITING: { family: "idle", icon: <Clock />, label: "Waiting" },
  PRE_ACTIONS: { family: "run", icon: <List />, label: "Before launch" },
  LAUNCHING: { family: "run", icon: <LoaderCircle className="animate-spin" />, label: "Launching" },
  VERIFYING: { family: "run", icon: <HeartPulse />, label: "Checking health" },
  POST_ACTIONS: { family: "run", icon: <List />, label: "After launch" },
  AWAITING_DECISION: { family: "attn", icon: <Hand />, label: "Needs decision" },
  COMPLETED: { family: "ok", icon: <CircleCheck />, label: "Completed" },
  PARTIAL: { family: "attn", icon: <Contrast />, label: "Partial" },
  FAILED: { family: "bad", icon: <OctagonX />, label: "Failed" },
  SKIPPED: { family: "idle", icon: <SkipForward />, label: "Skipped" },
  CANCELLED: { family: "idle", icon: <Ban />, label: "Cancelled" },
};

function afterWaves(numbers: readonly number[]): string {
  const last = numbers.at(-1);
  if (numbers.length < 2) return `After ${last ?? ""}`;
  return `After ${numbers.slice(0, -1).join(", ")} and ${last ?? ""}`;
}

type WaveStatusLabelProps = {
  status: WaveStatus;
  /** Waves it waits for, by number: "After 2 and 3" says more than "Waiting". */
  dependsOn?: readonly number[] | undefined;
  /** Its place where it waits for DRS. */
  queue?: string | null | undefined;
  /** It failed, and the waves behind it start all the same. */
  isContinued?: boolean | undefined;
  pill?: boolean | undefined;
};

export function WaveStatusLabel(props: WaveStatusLabelProps) {
  const { status, dependsOn = [], queue = null, isContinued = false, pill } = props;
  if (status === "LAUNCHING" && queue !== null) {
    return <Status family="idle" icon={<Clock />} label={queue} pill={pill} />;
  }
  const look = LOOK[status];
  const label = status === "WAITING" && dependsOn.length > 0 ? afterWaves(dependsOn) : look.label;
  return <Status family={look.family} icon={look.icon} label={isContinued ? "Failed, continued" : label} pill={pill} />;
}
