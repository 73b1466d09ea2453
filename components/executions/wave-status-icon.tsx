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

import type { WaveStatus } from "#lib/domain/execution-status.ts";

import { waveFamily } from "./wave-look.ts";
import { FAMILY_CLASS } from "#components/ui/family.ts";

const ICON: Record<WaveStatus, ReactNode> = {
  PENDING: <CircleDashed />,
  WAITING: <Clock />,
  PRE_ACTIONS: <List />,
  LAUNCHING: <LoaderCircle className="animate-spin" />,
  VERIFYING: <HeartPulse />,
  POST_ACTIONS: <List />,
  AWAITING_DECISION: <Hand />,
  COMPLETED: <CircleCheck />,
  PARTIAL: <Contrast />,
  FAILED: <OctagonX />,
  SKIPPED: <SkipForward />,
  CANCELLED: <Ban />,
};

const WORD: Record<WaveStatus, string> = {
  PENDING: "Pending",
  WAITING: "Waiting",
  PRE_ACTIONS: "Before launch",
  LAUNCHING: "Launching",
  VERIFYING: "Checking health",
  POST_ACTIONS: "After launch",
  AWAITING_DECISION: "Needs decision",
  COMPLETED: "Completed",
  PARTIAL: "Partial",
  FAILED: "Failed",
  SKIPPED: "Skipped",
  CANCELLED: "Cancelled",
};

type WaveStatusIconProps = {
  status: WaveStatus;
  /** It failed, and the waves behind it start all the same. */
  isContinued?: boolean | undefined;
};

/** The status where there is no room for its word; the word is read out. */
export function WaveStatusIcon({ status, isContinued = false }: WaveStatusIconProps) {
  const word = isContinued ? "Failed, continued" : WORD[status];
  return (
    <span
      title={word}
      className={`${FAMILY_CLASS[waveFamily(status)]} text-(--family-ink) [&_.lucide]:size-3.5 [&_.lucide]:stroke-2`}
    >
      {ICON[status]}
      <span className="sr-only">{word}</span>
    </span>
  );
}
