"use client";

import type { ExecutionView } from "#lib/domain/execution.ts";

import { ChangeWaveDialog } from "./change-wave-dialog.tsx";
import { CleanupDialog } from "./cleanup-dialog.tsx";
import { CancelDialog, DropCleanupDialog, PauseDialog, ResumeDialog } from "./control-dialogs.tsx";
import type { ExecutionAsk } from "./execution-asks.ts";
import { FailTaskDialog } from "./fail-task-dialog.tsx";
import { GatesDialog } from "./gates-dialog.tsx";
import { ServerDialog, SkipWaveDialog } from "./server-dialog.tsx";

type ExecutionDialogsProps<Ask = ExecutionAsk> = { execution: ExecutionView; ask: Ask; onClose: () => void };
type WaveAsk = Extract<ExecutionAsk, { wave: number }>;

/** The dialog to what was asked for. Loaded when the first one is. */
export function ExecutionDialogs({ execution, ask, onClose }: ExecutionDialogsProps) {
  const props = { execution, onClose };
  switch (ask.kind) {
    case "pause":
      return <PauseDialog {...props} />;
    case "resume":
      return <ResumeDialog {...props} />;
    case "cancel":
      return <CancelDialog {...props} />;
    case "clean-up":
      return <CleanupDialog {...props} />;
    case "drop-clean-up":
      return <DropCleanupDialog {...props} />;
    case "change-wave":
    case "skip-wave":
    case "fail-task":
    case "gates":
    case "server":
      return <WaveDialog {...props} ask={ask} />;
  }
}

function WaveDialog({ ask, ...props }: ExecutionDialogsProps<WaveAsk>) {
  const wave = props.execution.waves.find((each) => each.number === ask.wave);
  if (wave === undefined) return null;
  switch (ask.kind) {
    case "change-wave":
      return <ChangeWaveDialog key={wave.number} {...props} wave={wave} />;
    case "skip-wave":
      return <SkipWaveDialog {...props} wave={wave} />;
    case "fail-task": {
      const run = wave.actions.find((each) => each.id === ask.actionRunId);
      return run === undefined ? null : <FailTaskDialog {...props} wave={wave} run={run} />;
    }
    case "gates": {
      const server = wave.servers.find((each) => each.sourceServerId === ask.sourceServerId);
      return server === undefined ? null : <GatesDialog wave={wave} server={server} onClose={props.onClose} />;
    }
    case "server": {
      const server = wave.servers.find((each) => each.sourceServerId === ask.sourceServerId);
      return server === undefined ? null : (
        <ServerDialog {...props} wave={wave} server={server} control={ask.control} />
      );
    }
  }
}
