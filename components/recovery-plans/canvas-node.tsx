"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import clsx from "clsx";
import {
  Activity,
  ChevronsRight,
  CircleStop,
  Clock,
  OctagonX,
  Route,
  Server,
  TriangleAlert,
  UserRound,
} from "lucide-react";
import type { KeyboardEvent } from "react";

import type { ActionCounts } from "#components/plan-actions/action-facts.ts";
import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
import { formatDuration } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

import type { WaveFacts } from "./wave-facts.ts";

export type WaveNode = Node<
  {
    number: number;
    name: string;
    facts: WaveFacts;
    optionalCount: number;
    actions: ActionCounts;
    onFailure: OnFailure;
    /** How long the wave is estimated to take; null where it is not saved. */
    estimateSeconds: number | null;
    isCritical: boolean;
    isSelected: boolean;
    isEdited: boolean;
    hasProblem: boolean;
    onSelect: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
  },
  "wave"
>;

const HANDLE = "!size-[11px] !min-h-0 !min-w-0 rounded-full !border-2 !border-control !bg-surface hover:!border-accent";

export function CanvasNode({ id, data }: NodeProps<WaveNode>) {
  const { number, name, facts, optionalCount, onFailure, estimateSeconds } = data;
  const missing = facts.servers - facts.recoverable;
  return (
    <>
      <Handle type="target" position={Position.Left} className={HANDLE} />
      <button
        id={`canvas-wave-${id}`}
        type="button"
        aria-pressed={data.isSelected}
        onClick={data.onSelect}
        onKeyDown={data.onKeyDown}
        className={clsx(
          "size-full rounded-lg border bg-surface px-3 pt-2.5 pb-2 text-left shadow-sm",
          data.isSelected ? "border-accent ring-2 ring-accent" : data.hasProblem ? "border-bad" : "border-line-strong",
        )}
      >
        <span className="flex items-center gap-1.5 font-semibold">
          <span className="min-w-[18px] rounded-xs border border-line-strong px-0.5 text-center text-2xs font-normal text-ink-muted">
            {number}
          </span>
          <span className="truncated flex-1">{name === "" ? "Unnamed wave" : name}</span>
          {data.hasProblem && (
            <span className="text-bad-ink" title="Something is missing">
              <OctagonX className="size-3.5" />
              <span className="sr-only">Something is missing</span>
            </span>
          )}
          {data.isEdited && <Tag>Edited</Tag>}
        </span>
        <span className="truncated mt-0.5 block text-xs text-ink-muted">
          {facts.groupNames.length === 0 ? "No protection group yet" : facts.groupNames.join(", ")}
        </span>
        <span className="mt-[7px] flex items-center gap-2.5 overflow-hidden border-t border-line pt-1.5 text-2xs whitespace-nowrap text-ink-muted tabular-nums [&_.lucide]:size-3 [&_.lucide]:stroke-2">
          <span
            className="inline-flex items-center gap-1"
            title={optionalCount === 0 ? undefined : `${facts.servers} servers, ${optionalCount} optional`}
          >
            <Server />
            <span className="sr-only">Servers</span> {facts.servers}
            {optionalCount > 0 && <span className="sr-only">, {optionalCount} optional</span>}
          </span>
          {estimateSeconds !== null && (
            <span className="inline-flex items-center gap-1" title="Estimated to take">
              <Clock />
              <span className="sr-only">Estimated to take</span>
              {formatDuration(estimateSeconds)}
            </span>
          )}
          {data.isCritical && (
            <span title="On the critical path">
              <Route />
              <span className="sr-only">On the critical path</span>
            </span>
          )}
          {onFailure !== "ASK" && (
            <span title={`When a server fails: ${ON_FAILURE_LABEL[onFailure]}`}>
              {onFailure === "CONTINUE" ? <ChevronsRight /> : <CircleStop />}
              <span className="sr-only">When a server fails: {ON_FAILURE_LABEL[onFailure]}</span>
            </span>
          )}
          <ActionFacts {...data.actions} />
          {missing > 0 && (
            <span className="inline-flex items-center gap-1 text-attn-ink" title={`${missing} cannot be launched now`}>
              <TriangleAlert /> {missing}
            </span>
          )}
        </span>
      </button>
      <Handle type="source" position={Position.Right} className={HANDLE} />
    </>
  );
}

/** What it does besides the launch. Where there is both, the words stand in the tooltips: the node is narrow. */
function ActionFacts({ tasks, others }: ActionCounts) {
  const isBoth = tasks !== null && others !== null;
  const facts = [
    { icon: <Activity />, words: others, title: "besides the launch" },
    { icon: <UserRound />, words: tasks, title: "for a person" },
  ];
  return facts.map(
    ({ icon, words, title }) =>
      words !== null && (
        <span key={title} className="inline-flex items-center gap-1" title={`${words}, ${title}`}>
          {icon}
          {isBoth ? (
            <>
              <span aria-hidden="true">{parseInt(words, 10)}</span>
              <span className="sr-only">{words}</span>
            </>
          ) : (
            words
          )}
        </span>
      ),
  );
}
