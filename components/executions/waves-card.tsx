"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { isTerminal, isWaveOver, isWaveUnderWay } from "#lib/domain/execution-status.ts";
import type { ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";

import type { Waves } from "./use-waves.ts";
import { WAVES_TITLE_ID } from "./page-anchors.ts";
import { isActionInFilter, isInFilter, isWaveInFilter, type WaveFilter } from "./wave-filter.ts";
import { foldWaves, foldWords, type WaveBlock } from "./wave-folding.ts";
import { WaveRow } from "./wave-row.tsx";

type WavesCardProps = { execution: ExecutionView; waves: Waves };

export function WavesCard({ execution, waves }: WavesCardProps) {
  const left = execution.waves.filter((wave) => isWaveInFilter(wave, waves.filter));
  return (
    <Card aria-labelledby={WAVES_TITLE_ID}>
      <CardHeader
        id={WAVES_TITLE_ID}
        title={
          <span tabIndex={-1} id={`${WAVES_TITLE_ID}-focus`}>
            Waves
          </span>
        }
        note={summary(execution)}
      >
        <Segmented label="Show" value={waves.filter} onChange={waves.setFilter} options={filters(execution)} />
      </CardHeader>
      {left.length === 0 && <p className="px-4 py-4 text-ink-muted max-sm:px-3">{NOTHING[waves.filter]}</p>}
      <ol>
        {foldWaves(left).map((block) =>
          block.kind === "wave" ? (
            <Wave key={block.wave.number} executionId={execution.id} wave={block.wave} waves={waves} />
          ) : (
            <Fold key={`fold-${block.waves[0]?.number ?? 0}`} executionId={execution.id} block={block} waves={waves} />
          ),
        )}
      </ol>
    </Card>
  );
}

/** Nothing runs once it is over: then there is no filter for it. */
function filters(execution: ExecutionView) {
  const { total } = execution.servers;
  const always = [
    { value: "all", label: "All", count: total },
    { value: "problems", label: "Problems", count: countIn(execution, "problems") },
  ] as const;
  if (isTerminal(execution.status)) return always;
  return [...always, { value: "running", label: "Running", count: countIn(execution, "running") }] as const;
}

const NOTHING: Record<WaveFilter, string> = {
  all: "No waves yet",
  problems: "No server and no action has a problem.",
  running: "No server is being launched and no action runs right now.",
};

type WaveProps = { executionId: string; wave: ExecutionWaveView; waves: Waves };

function Wave({ executionId, wave, waves }: WaveProps) {
  const isFiltered = waves.filter !== "all";
  return (
    <WaveRow
      executionId={executionId}
      wave={wave}
      servers={isFiltered ? wave.servers.filter((server) => isInFilter(server, waves.filter)) : wave.servers}
      isOpen={isFiltered ? (waves.chosen.get(wave.number) ?? true) : waves.isOpen(wave.number)}
      onToggle={waves.toggle}
    />
  );
}

type FoldBlock = Extract<WaveBlock<ExecutionWaveView>, { kind: "fold" }>;

function Fold({ executionId, block, waves }: { executionId: string; block: FoldBlock; waves: Waves }) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  if (isUnfolded || block.waves.some((wave) => waves.chosen.has(wave.number))) {
    return block.waves.map((wave) => <Wave key={wave.number} executionId={executionId} wave={wave} waves={waves} />);
  }
  const servers = block.waves.reduce((sum, wave) => sum + wave.servers.length, 0);
  return (
    <li className="flex min-h-11 items-center gap-2.5 border-t border-line px-4 text-ink-muted first:border-t-0 max-sm:px-3">
      <ChevronRight className="size-3.5 stroke-2 text-ink-faint" />
      <span className="flex-1">
        {foldWords(block)} <span className="text-xs text-ink-faint">{formatNoun(servers, "server")}</span>
      </span>
      <Button size="sm" onClick={() => setIsUnfolded(true)}>
        Show them
      </Button>
    </li>
  );
}

function countIn(execution: ExecutionView, filter: WaveFilter): number {
  return execution.waves.reduce(
    (sum, { servers, actions }) =>
      sum +
      servers.filter((server) => isInFilter(server, filter)).length +
      actions.filter((action) => isActionInFilter(action, filter)).length,
    0,
  );
}

function summary(execution: ExecutionView): string {
  if (isTerminal(execution.status)) return formatNoun(execution.waves.length, "wave");
  const underWay = execution.waves.filter((wave) => isWaveUnderWay(wave.status)).length;
  const over = execution.waves.filter((wave) => isWaveOver(wave.status)).length;
  return `${underWay} of ${execution.waves.length} under way, ${over} over`;
}
