"use client";

import clsx from "clsx";
import { Layers } from "lucide-react";
import type { CSSProperties } from "react";

import { WaveStatusIcon } from "#components/executions/wave-status-icon.tsx";
import { FAMILY_CLASS, type Family } from "#components/ui/family.ts";
import { formatNoun } from "#components/ui/format.ts";
import { StackedBar } from "#components/ui/stacked-bar.tsx";
import { isServerProblem, isWaveOver, isWaveToDecide, isWaveUnderWay } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";
import { countServers } from "#lib/domain/server-counts.ts";

import { Length } from "./server-clock.tsx";
import { serverSegments } from "./server-segments.tsx";
import { waveQueueWords } from "./server-waits.ts";
import { afterWords, isFailureAccepted, progressWords, shownStatus, waveFamily } from "./wave-look.ts";

const NODE =
  "absolute flex flex-col overflow-hidden rounded-md border bg-surface px-2.5 pt-[7px] text-left hover:bg-hover";

type WaveNodeProps = { wave: ExecutionWaveView; style: CSSProperties; onSelect: (wave: number) => void };

export function GraphWaveNode({ wave, style, onSelect }: WaveNodeProps) {
  const family = nodeFamily(wave);
  const queue = waveQueueWords(wave);
  const isLoud = family === "bad" || family === "attn";
  return (
    <button
      type="button"
      style={style}
      data-active={isWaveUnderWay(wave.status) || undefined}
      onClick={() => onSelect(wave.number)}
      className={clsx(
        NODE,
        FAMILY_CLASS[family],
        isLoud ? "border-(--family) inset-ring inset-ring-(--family)" : "border-(--family-line)",
      )}
    >
      <span className="flex items-center gap-1.5 font-medium">
        <WaveStatusIcon status={queue === null ? shownStatus(wave) : "WAITING"} isContinued={isFailureAccepted(wave)} />
        <span className="truncated">
          {wave.number} · {wave.name}
        </span>
      </span>
      <span className="flex justify-between gap-2 text-2xs text-ink-muted tabular-nums">
        <span className="truncated">{queue ?? progressWords(wave)}</span>
        <span className="shrink-0">
          {wave.startedAt === null ? afterWords(wave.dependsOn) : <Length from={wave.startedAt} to={wave.endedAt} />}
        </span>
      </span>
      <span className="absolute inset-x-0 bottom-0">
        <StackedBar thin segments={serverSegments(countServers(wave.servers))} />
      </span>
    </button>
  );
}

/** A wave that waits for a person is amber, whatever failed in it; one that passed in spite of failures is not an alarm. */
function nodeFamily(wave: ExecutionWaveView): Family {
  const isAlarm = !isWaveToDecide(wave.status) && !isWaveOver(wave.status);
  const hasProblem = wave.servers.some((server) => isServerProblem(server.status) && server.isCritical);
  return isAlarm && hasProblem ? "bad" : waveFamily(wave.status);
}

type FoldNodeProps = { waves: readonly ExecutionWaveView[]; style: CSSProperties; onSelect: (wave: number) => void };

export function GraphFoldNode({ waves, style, onSelect }: FoldNodeProps) {
  const first = waves[0]?.number ?? 0;
  const over = waves.filter((wave) => isWaveOver(wave.status)).length;
  return (
    <button
      type="button"
      style={style}
      onClick={() => onSelect(first)}
      className={clsx(NODE, "border-dashed border-line-strong")}
    >
      <span className="flex items-center gap-1.5 font-medium">
        <Layers className="size-3.5 text-ink-faint" />
        <span className="truncated">{formatNoun(waves.length, "wave")}</span>
      </span>
      <span className="text-2xs text-ink-muted tabular-nums">
        {over === waves.length ? "All over" : over === 0 ? "To go" : `${over} over`}, from {first}
      </span>
      <span className="absolute inset-x-0 bottom-0">
        <StackedBar thin segments={serverSegments(countServers(waves.flatMap((wave) => wave.servers)))} />
      </span>
    </button>
  );
}
