"use client";

import { CircleCheck, CircleHelp, Clock as ClockIcon, LoaderCircle, OctagonX, Server } from "lucide-react";
import type { ReactNode } from "react";

import { FAMILY_CLASS, type Family } from "#components/ui/family.ts";
import { StackedBar } from "#components/ui/stacked-bar.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { CleanupStatus, CleanupView, ExecutionView } from "#lib/domain/execution.ts";

import { CleanupButtons } from "./cleanup-buttons.tsx";
import { cleanupNames, cleanupProgress, stillThereWords } from "./cleanup-words.ts";
import { runningInstances } from "./execution-words.ts";

const LOOK: Record<CleanupStatus, { family: Family; icon: ReactNode }> = {
  NONE: { family: "idle", icon: <Server /> },
  SCHEDULED: { family: "run", icon: <ClockIcon /> },
  RUNNING: { family: "run", icon: <LoaderCircle className="animate-spin" /> },
  DONE: { family: "ok", icon: <CircleCheck /> },
  FAILED: { family: "bad", icon: <OctagonX /> },
  DROPPED: { family: "idle", icon: <CircleHelp /> },
};

/** Where the clean-up is; after a drill with the one thing to do about it. */
export function CleanupState({ execution }: { execution: ExecutionView }) {
  const { cleanup } = execution;
  const look = LOOK[cleanup.status];
  return (
    <div
      role="status"
      className={`${FAMILY_CLASS[look.family]} grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 px-4 py-2.5 max-sm:px-3`}
    >
      <span className="mt-0.5 text-(--family-ink)">{look.icon}</span>
      <div className="min-w-0">
        <b>
          <Title execution={execution} />
        </b>
        <Detail execution={execution} />
        <By cleanup={cleanup} />
        {execution.type === "DRILL" && (
          <div className="mt-2 empty:hidden">
            <CleanupButtons execution={execution} />
          </div>
        )}
      </div>
    </div>
  );
}

function Title({ execution }: { execution: ExecutionView }) {
  const { status, dueAt, endedAt } = execution.cleanup;
  const { gone, total } = cleanupProgress(execution);
  const names = cleanupNames(execution);
  switch (status) {
    case "NONE":
      return stillThereWords(execution);
    case "SCHEDULED":
      return dueAt === null ? (
        `${names.title} is due`
      ) : (
        <>
          {names.title} at <Clock at={dueAt} />
        </>
      );
    case "RUNNING":
      return `${names.runs}: ${gone} of ${total} terminated`;
    case "DONE":
      return endedAt === null ? (
        names.done
      ) : (
        <>
          {names.done} at <Clock at={endedAt} seconds />
        </>
      );
    case "FAILED":
      return `${names.title} failed: ${gone} of ${total} terminated`;
    case "DROPPED":
      return `The ${names.noun} was dropped`;
  }
}

function Detail({ execution }: { execution: ExecutionView }) {
  const { status, error, leftovers } = execution.cleanup;
  const { gone, total } = cleanupProgress(execution);
  const running = runningInstances(execution).length;
  return (
    <div className="text-xs/[17px] text-ink-muted">
      {status === "NONE" && execution.type === "RECOVERY" && running > 0 && (
        <p>Nothing terminates {running === 1 ? "it" : "them"} by itself.</p>
      )}
      {status === "SCHEDULED" && <p>{stillThereWords(execution)}. Then they are terminated.</p>}
      {status === "RUNNING" && (
        <div className="my-1.5">
          <StackedBar
            thin
            segments={[
              { family: "ok", count: gone, label: "terminated" },
              { family: "idle", count: total - gone, label: "to go" },
            ]}
          />
        </div>
      )}
      {status === "DONE" && leftovers.length === 0 && <p>Nothing of it is left in EC2.</p>}
      {(status === "FAILED" || status === "DROPPED") && <p>{stillThereWords(execution)}.</p>}
      {error !== null && (
        <p className="mono mt-1 rounded-r-sm border-l-3 border-bad bg-sunken px-2.5 py-1.5 wrap-anywhere text-ink">
          {error}
        </p>
      )}
    </div>
  );
}

function By({ cleanup }: { cleanup: CleanupView }) {
  if (cleanup.requestedBy === null) return null;
  return (
    <p className="text-xs/[17px] wrap-anywhere text-ink-muted">
      Asked by {cleanup.requestedBy}.{cleanup.comment !== null && ` “${cleanup.comment}”`}
    </p>
  );
}
