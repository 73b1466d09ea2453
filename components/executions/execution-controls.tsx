"use client";

import { Ban, CirclePause, CirclePlay, Ellipsis, ListTree } from "lucide-react";
import { useId, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { isPaused, isTerminal, isWaveToGo } from "#lib/domain/execution-status.ts";
import { useDenied } from "#lib/query/me.ts";

import { kindWord, whyNotCancelled, whyNotPaused } from "./control-words.ts";
import { useAsks } from "./execution-asks.ts";

/** What a person may do to the whole execution, at the right of its title. */
export function ExecutionControls({ execution }: { execution: ExecutionView }) {
  const { ask, denied } = useAsks();
  const notControlled = useDenied("execution:control");
  const { status } = execution;
  if (isTerminal(status)) return null;
  const isHeld = isPaused(status);
  return (
    <>
      <Button
        icon={isHeld ? <CirclePlay /> : <CirclePause />}
        disabledReason={notControlled ?? whyNotPaused(status)}
        onClick={() => ask({ kind: isHeld ? "resume" : "pause" })}
      >
        {isHeld ? "Resume" : "Pause"}
      </Button>
      <Button
        variant="danger"
        icon={<Ban />}
        disabledReason={denied ?? whyNotCancelled(status)}
        onClick={() => ask({ kind: "cancel" })}
      >
        Cancel {kindWord(execution)}…
      </Button>
      <MoreMenu execution={execution} />
    </>
  );
}

const ITEM =
  "flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-sm text-ink no-underline hover:bg-hover hover:no-underline pointer-coarse:min-h-11";

/** What is needed seldom; nothing to somebody who may not. */
function MoreMenu({ execution }: { execution: ExecutionView }) {
  const id = useId();
  const [place, setPlace] = useState({ top: 0, right: 0 });
  const { ask, denied } = useAsks();
  const next = execution.waves.find((wave) => isWaveToGo(wave.status));
  if (next === undefined || denied !== undefined) return null;
  return (
    <>
      <Button
        popoverTarget={id}
        aria-label="More"
        icon={<Ellipsis />}
        onClick={({ currentTarget }) => {
          const { bottom, right } = currentTarget.getBoundingClientRect();
          setPlace({ top: bottom + 4, right: document.documentElement.clientWidth - right });
        }}
      />
      <div
        id={id}
        popover="auto"
        style={{ inset: `${place.top}px ${place.right}px auto auto` }}
        className="fixed m-0 w-56 rounded-md border-0 bg-raised p-1 text-ink shadow-md"
      >
        <button
          type="button"
          className={ITEM}
          popoverTarget={id}
          onClick={() => ask({ kind: "change-wave", wave: next.number })}
        >
          <ListTree className="text-ink-muted" />
          Change waves…
        </button>
      </div>
    </>
  );
}
