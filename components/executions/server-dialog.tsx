"use client";

import { RotateCcw, SkipForward } from "lucide-react";
import { useState } from "react";

import type { ExecutionServerView, ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { type ServerControl, useControlServer, useDecideWave } from "#lib/query/execution-controls.ts";

import { useAsks } from "./execution-asks.ts";
import { launchPointWords } from "./point-words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { type RetryPoint, retryPointInput, RetryPointSelect } from "./retry-point.tsx";
import { Sentences } from "./sentences.tsx";
import { serverActions, serverActionTitle, serverActionWords } from "./server-actions.ts";
import { behindWords, serversDo, wavesBehind } from "./waves-behind.ts";

type ServerDialogProps = {
  execution: ExecutionView;
  wave: ExecutionWaveView;
  server: ExecutionServerView;
  control: ServerControl;
  onClose: () => void;
};

export function ServerDialog({ execution, wave, server, control, onClose }: ServerDialogProps) {
  const { denied } = useAsks();
  const [point, setPoint] = useState<RetryPoint>("chosen");
  const order = useControlServer(execution.id, { sourceServerId: server.sourceServerId, control });
  const isPossible = serverActions(wave, server).includes(control);
  return (
    <ReasonDialog
      title={serverActionTitle(control, server)}
      button={serverActionTitle(control, server)}
      icon={control === "retry" ? <RotateCcw /> : <SkipForward />}
      isReasonNeeded={control === "skip"}
      denied={denied}
      blocked={isPossible ? undefined : "Its state has changed meanwhile."}
      send={{
        ...order,
        mutate: ({ comment }, options) => order.mutate({ comment, ...retryPointInput(point) }, options),
      }}
      onClose={onClose}
    >
      <Sentences sentences={serverActionWords(control, server, wave)} />
      {control === "retry" && (
        <RetryPointSelect value={point} onChange={setPoint} chosen={launchPointWords(server.pointInTime)} />
      )}
    </ReasonDialog>
  );
}

type SkipWaveDialogProps = { execution: ExecutionView; wave: ExecutionWaveView; onClose: () => void };

export function SkipWaveDialog({ execution, wave, onClose }: SkipWaveDialogProps) {
  const { denied } = useAsks();
  const decide = useDecideWave(execution.id, wave.number);
  const behind = wavesBehind(execution.waves, wave.number);
  const title = `Skip wave ${wave.number}, ${wave.name}`;
  return (
    <ReasonDialog
      title={title}
      button={`Skip wave ${wave.number}`}
      icon={<SkipForward />}
      isReasonNeeded
      denied={denied}
      send={{
        mutate: ({ comment }, options) => decide.mutate({ action: "skip", comment }, options),
        isPending: decide.isPending,
        error: decide.error,
      }}
      onClose={onClose}
    >
      <Sentences
        sentences={[
          `${serversDo(wave.servers.length, { one: "is", many: "are" })} not launched in this execution.`,
          behind.numbers.length === 0
            ? "No wave waits for it."
            : `${behindWords(behind, { one: "does", many: "do" })} not wait for it any more.`,
          "The plan itself stays as it is.",
        ]}
      />
    </ReasonDialog>
  );
}
