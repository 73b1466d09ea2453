"use client";

import { useRef, useState } from "react";

import { useNow } from "#components/ui/now.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { StartExecutionInput, StartPlanInput } from "#lib/domain/execution-input.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { nameKey } from "#lib/domain/names.ts";
import { useStartExecution } from "#lib/query/executions.ts";

import { cleanupChoice, cleanupMinutes, cleanupProblem } from "./cleanup-choice.ts";
import { parseIncidentTime } from "./incident-time.ts";
import { choiceProblem, FIRST_CHOICE, pointInput } from "./point-choice.ts";

type StartWhat = {
  type: ExecutionType;
  /** What is typed to confirm a recovery. */
  confirmName: string;
  /** What a drill does with its instances unless it is chosen otherwise here. */
  cleanupMinutes: number | null;
  onStarted: (execution: ExecutionView) => void;
};

type StartSelection = Extract<StartExecutionInput, { sourceServers: unknown }>;
type Target = Pick<StartPlanInput, "planId"> | Pick<StartSelection, "name" | "sourceServers">;

export type StartForm = ReturnType<typeof useStartForm>;

/** What is asked before a start, the same for a plan and for single servers. What is typed outlives every refusal. */
export function useStartForm(what: StartWhat) {
  const start = useStartExecution();
  /** Sent and not refused. Known at once: Enter may come twice before the page shows that the first is on its way. */
  const isSent = useRef(false);
  const [comment, setComment] = useState("");
  const [incident, setIncident] = useState("");
  const [confirm, setConfirm] = useState("");
  const [cleanup, setCleanup] = useState(() => cleanupChoice(what.cleanupMinutes));
  const [point, setPoint] = useState(FIRST_CHOICE);
  const now = useNow() ?? 0;
  const isDrill = what.type === "DRILL";
  const incidentTime = parseIncidentTime(incident, now);
  const isConfirmed = nameKey(confirm) === nameKey(what.confirmName);

  function reason(): string | undefined {
    if (incidentTime.kind === "unreadable") return "The time of the incident cannot be read.";
    const unclear = choiceProblem(point);
    if (unclear !== undefined) return unclear;
    if (isDrill) return cleanupProblem(cleanup) === undefined ? undefined : "Say when the instances are terminated.";
    return isConfirmed ? undefined : `Type “${what.confirmName}” first.`;
  }
  function submit(target: Target): void {
    if (isSent.current || reason() !== undefined) return;
    isSent.current = true;
    start.mutate(
      {
        ...target,
        type: what.type,
        comment: comment.trim() === "" ? null : comment,
        ...(isDrill ? { cleanupMinutes: cleanupMinutes(cleanup) ?? null } : { confirm: confirm.trim() }),
        ...(incidentTime.kind === "at" && { incidentAt: incidentTime.at }),
        ...pointInput(point, isDrill),
      },
      {
        onSuccess: what.onStarted,
        onError: () => {
          isSent.current = false;
        },
      },
    );
  }
  return {
    type: what.type,
    isDrill,
    confirmName: what.confirmName,
    now,
    comment,
    setComment,
    incident,
    setIncident,
    incidentTime,
    confirm,
    setConfirm,
    cleanup,
    setCleanup,
    point,
    setPoint,
    /** Why it cannot be started as it stands. */
    reason: reason(),
    submit,
    /** Also once it has started, until its page is there. */
    isPending: start.isPending || start.isSuccess,
    error: start.error,
  };
}
