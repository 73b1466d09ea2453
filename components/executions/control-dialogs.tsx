"use client";

import { Ban, CalendarX, CirclePause, CirclePlay } from "lucide-react";

import { KeyValues } from "#components/ui/key-values.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { useControlExecution } from "#lib/query/execution-controls.ts";
import { useDenied } from "#lib/query/me.ts";

import { cleanupNames, stillThereWords } from "./cleanup-words.ts";
import { cancelWords, kindWord, pauseWords, resumeWords, whyNotCancelled, whyNotPaused } from "./control-words.ts";
import { useAsks } from "./execution-asks.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { Sentences } from "./sentences.tsx";

type DialogProps = { execution: ExecutionView; onClose: () => void };

export function PauseDialog({ execution, onClose }: DialogProps) {
  const denied = useDenied("execution:control");
  const send = useControlExecution(execution.id, "pause");
  const kind = kindWord(execution);
  return (
    <ReasonDialog
      title={`Pause the ${kind} of ${execution.plan.name}`}
      button={`Pause ${kind}`}
      icon={<CirclePause />}
      denied={denied}
      blocked={whyNotPaused(execution.status)}
      send={send}
      onClose={onClose}
    >
      <Sentences sentences={pauseWords(execution)} />
    </ReasonDialog>
  );
}

export function ResumeDialog({ execution, onClose }: DialogProps) {
  const denied = useDenied("execution:control");
  const send = useControlExecution(execution.id, "resume");
  const kind = kindWord(execution);
  return (
    <ReasonDialog
      title={`Resume the ${kind} of ${execution.plan.name}`}
      button={`Resume ${kind}`}
      icon={<CirclePlay />}
      denied={denied}
      blocked={whyNotPaused(execution.status)}
      send={send}
      onClose={onClose}
    >
      <Sentences sentences={resumeWords(execution)} />
    </ReasonDialog>
  );
}

export function CancelDialog({ execution, onClose }: DialogProps) {
  const { denied } = useAsks();
  const send = useControlExecution(execution.id, "cancel");
  const kind = kindWord(execution);
  const words = cancelWords(execution);
  return (
    <ReasonDialog
      title={`Cancel the ${kind} of ${execution.plan.name}`}
      button={`Cancel ${kind}`}
      icon={<Ban />}
      denied={denied}
      blocked={whyNotCancelled(execution.status)}
      send={send}
      onClose={onClose}
    >
      <KeyValues
        items={[
          { key: "Stops", value: words.stops },
          { key: "Goes on", value: words.goesOn },
          { key: "Left behind", value: words.left },
          { key: "Afterwards", value: "It cannot be resumed. What runs is listed, and can be terminated there." },
        ]}
      />
    </ReasonDialog>
  );
}

export function DropCleanupDialog({ execution, onClose }: DialogProps) {
  const denied = useDenied("execution:control");
  const send = useControlExecution(execution.id, "cleanup/drop");
  const { noun } = cleanupNames(execution);
  return (
    <ReasonDialog
      title={`Drop the ${noun} of ${execution.plan.name}`}
      button={`Drop ${noun}`}
      icon={<CalendarX />}
      denied={denied}
      blocked={execution.cleanup.status === "SCHEDULED" ? undefined : "It is not scheduled any more."}
      send={send}
      onClose={onClose}
    >
      <Sentences
        sentences={[
          `${stillThereWords(execution)}.`,
          "Nothing is terminated by itself any more. It can be asked for again.",
        ]}
      />
    </ReasonDialog>
  );
}
