"use client";

import { RotateCcw, SkipForward } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";

import { useAsks } from "./execution-asks.ts";
import { serverActions, serverActionTitle } from "./server-actions.ts";

type ServerActionsProps = { wave: ExecutionWaveView; server: ExecutionServerView };

/** Under the cause of a failure: what can be done about this one server. */
export function ProblemActions({ wave, server }: ServerActionsProps) {
  const { ask, isOpen, denied } = useAsks();
  const actions = isOpen && isServerProblem(server.status) ? serverActions(wave, server) : [];
  if (actions.length === 0) return null;
  return actions.map((control) => (
    <Button
      key={control}
      size="sm"
      icon={control === "retry" ? <RotateCcw /> : <SkipForward />}
      disabledReason={denied}
      onClick={() => ask({ kind: "server", control, wave: wave.number, sourceServerId: server.sourceServerId })}
    >
      {serverActionTitle(control, server)}…
    </Button>
  ));
}

/** In the row of a server that has not been handed to DRS. */
export function SkipServerButton({ wave, server }: ServerActionsProps) {
  const { ask, isOpen, denied } = useAsks();
  if (
    !isOpen ||
    denied !== undefined ||
    isServerProblem(server.status) ||
    !serverActions(wave, server).includes("skip")
  )
    return null;
  const title = `${serverActionTitle("skip", server)}…`;
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={<SkipForward />}
      title={title}
      aria-label={title}
      onClick={() => ask({ kind: "server", control: "skip", wave: wave.number, sourceServerId: server.sourceServerId })}
    />
  );
}
