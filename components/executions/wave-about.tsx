"use client";

import { ListTree, SkipForward } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";
import { isWaveToGo } from "#lib/domain/execution-status.ts";

import { useAsks } from "./execution-asks.ts";
import { WaveWaits } from "./waits-for.tsx";
import { healthWords, policyWords, waveChanges } from "./wave-policy-words.ts";

/** How a wave deals with failures, what was changed since the start, and while it has not begun the way to change it. */
export function WaveAbout({ wave }: { wave: ExecutionWaveView }) {
  const changes = wave.startedWith === null ? [] : waveChanges(wave, wave.startedWith);
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 py-2 pl-[42px] text-xs/[18px] max-sm:px-3">
      <div className="min-w-0 flex-1 basis-72">
        {wave.reason !== null && <p className="wrap-anywhere">{wave.reason}</p>}
        <WaveWaits wave={wave} />
        <p className="text-ink-muted">{policyWords(wave)}.</p>
        {wave.health !== null && <p className="wrap-anywhere text-ink-muted">{healthWords(wave.health)}.</p>}
        {changes.length > 0 && <p className="text-ink-muted">Changed in this execution. {changes.join(". ")}.</p>}
      </div>
      <WaveButtons wave={wave} />
    </div>
  );
}

function WaveButtons({ wave }: { wave: ExecutionWaveView }) {
  const { ask, isOpen, denied } = useAsks();
  if (!isOpen || !isWaveToGo(wave.status)) return null;
  return (
    <div className="flex gap-2">
      <Button
        size="sm"
        icon={<ListTree />}
        disabledReason={denied}
        aria-label={`Change wave ${wave.number}…`}
        onClick={() => ask({ kind: "change-wave", wave: wave.number })}
      >
        Change…
      </Button>
      <Button
        size="sm"
        icon={<SkipForward />}
        disabledReason={denied}
        aria-label={`Skip wave ${wave.number}…`}
        onClick={() => ask({ kind: "skip-wave", wave: wave.number })}
      >
        Skip…
      </Button>
    </div>
  );
}
