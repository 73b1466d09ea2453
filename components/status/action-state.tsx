import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  LoaderCircle,
  OctagonX,
  SkipForward,
  TimerOff,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { ActionState } from "#lib/domain/actions/outcome-of-action.ts";

type Look = { family: Family; icon: ReactNode; label: string };

const LOOK: Record<ActionState, Look> = {
  PENDING: { family: "idle", icon: <CircleDashed />, label: "Pending" },
  RUNNING: { family: "run", icon: <LoaderCircle className="animate-spin" />, label: "Running" },
  SUCCEEDED: { family: "ok", icon: <CircleCheck />, label: "Succeeded" },
  FAILED: { family: "bad", icon: <OctagonX />, label: "Failed" },
  TIMED_OUT: { family: "bad", icon: <TimerOff />, label: "Took too long" },
  CANCELLED: { family: "idle", icon: <Ban />, label: "Cancelled" },
  SKIPPED: { family: "idle", icon: <SkipForward />, label: "Skipped" },
  UNKNOWN: { family: "bad", icon: <CircleQuestionMark />, label: "Not known" },
};

const WAITS_FOR_A_PERSON: Look = { family: "attn", icon: <UserRound />, label: "Waits for a person" };

/** `isTask`: a person does it. */
export function ActionStateLabel({ state, isTask }: { state: ActionState; isTask: boolean }) {
  return <Status {...(isTask && state === "RUNNING" ? WAITS_FOR_A_PERSON : LOOK[state])} />;
}
