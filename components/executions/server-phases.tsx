"use client";

import { Check, CircleDashed, LoaderCircle, Minus, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";

import { FAMILY_CLASS, type Family } from "#components/ui/family.ts";
import type { LaunchPhase, PhaseProgress } from "#lib/domain/execution.ts";

import { Length } from "./server-clock.tsx";

type PhaseStatus = PhaseProgress["status"];

const FAMILY: Record<PhaseStatus, Family> = {
  PENDING: "idle",
  RUNNING: "run",
  DONE: "ok",
  FAILED: "bad",
  NOT_NEEDED: "idle",
};

const BAR: Record<PhaseStatus, string> = {
  PENDING: "bg-line-strong",
  RUNNING: "bg-(--family)",
  DONE: "bg-(--family)",
  FAILED: "bg-(--family)",
  NOT_NEEDED: "bg-[repeating-linear-gradient(90deg,var(--color-line-strong)_0_3px,transparent_3px_6px)]",
};

const ICON: Record<PhaseStatus, ReactNode> = {
  PENDING: <CircleDashed />,
  RUNNING: <LoaderCircle className="animate-spin" />,
  DONE: <Check />,
  FAILED: <X />,
  NOT_NEEDED: <Minus />,
};

const WORD: Record<PhaseStatus, string> = {
  PENDING: "not started",
  RUNNING: "running",
  DONE: "done",
  FAILED: "failed",
  NOT_NEEDED: "not needed",
};

export const PHASE_NAME: Record<LaunchPhase, string> = {
  SNAPSHOT: "Snapshot",
  CONVERSION: "Conversion",
  LAUNCH: "Launch",
  HEALTH: "Health",
};

export const PHASE_GRID = "grid grid-cols-[0.8fr_1fr_1fr_1fr] gap-[3px]";

/** The stretches of one launch. Solid is what happened or happens, grey has not begun, dashes are not needed. */
export function ServerPhases({ phases }: { phases: readonly PhaseProgress[] }) {
  return (
    <div className={PHASE_GRID}>
      {phases.map((phase) => (
        <div
          key={phase.phase}
          role="cell"
          title={phase.note ?? undefined}
          className={`${FAMILY_CLASS[FAMILY[phase.status]]} min-w-0 text-xs tabular-nums`}
        >
          <div className={`h-1 ${BAR[phase.status]}`} />
          <div className="mt-1 flex items-center gap-1 whitespace-nowrap text-(--family-ink) [&_.lucide]:size-3 [&_.lucide]:stroke-[2.25]">
            <span className="sr-only">
              {PHASE_NAME[phase.phase]}: {WORD[phase.status]}
            </span>
            {ICON[phase.status]}
            <span className="truncated">{valueOf(phase)}</span>
            {phase.status === "DONE" && phase.note !== null && <TriangleAlert className="text-attn-ink" />}
          </div>
        </div>
      ))}
    </div>
  );
}

function valueOf(phase: PhaseProgress): ReactNode {
  switch (phase.status) {
    case "PENDING":
      return null;
    case "NOT_NEEDED":
      return phase.note ?? "Not needed";
    case "RUNNING":
      return phase.note ?? <Length from={phase.startedAt} to={null} />;
    case "DONE":
    case "FAILED":
      return phase.startedAt === null || phase.endedAt === null ? null : (
        <Length from={phase.startedAt} to={phase.endedAt} />
      );
  }
}
