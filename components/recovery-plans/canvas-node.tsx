"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import clsx from "clsx";
import { Activity, ChevronsRight, CircleStop, Clock, OctagonX, Server, TriangleAlert, UserRound } from "lucide-react";
import type { KeyboardEvent } from "react";

import type { ActionCounts } from "#components/plan-actions/action-facts.ts";
import { formatPeriod } from "#components/ui/format.ts";
import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
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
    healthTimeoutMinutes: number | null;
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
  const { number, name, facts, optionalCount, onFailure, healthTimeoutMinutes } = data;
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
          <span className="truncated">{name === "" ? "Unnamed wave" : name}</span>
        </span>
        <span className="truncated mt-0.5 block text-xs text-ink-muted">
          {facts.groupNames.length === 0 ? "No protection group yet" : facts.groupNames.join(", ")}
        </span>
        <span className="mt-[7px] flex items-center gap-2.5 border-t border-line pt-1.5 text-2xs text-ink-muted tabular-nums [&_.lucide]:size-3 [&_.lucide]:stroke-2">
          <span
            className="inline-flex items-center gap-1"
            title={optionalCount === 0 ? undefined : `${facts.servers} servers, ${optionalCount} optional`}
          >
            <Server />
            <span className="sr-only">Servers</span> {facts.servers}
            {optionalCount > 0 && <span className="sr-only">, {optionalCount} optional</span>}
          </span>
          <span className="inline-flex items-center gap-1" title="Health timeout">
            <Clock />
            <span className="sr-only">Health timeout</span>
            {healthTimeoutMinutes === null ? "—" : formatPeriod(healthTimeoutMinutes * 60)}
          </span>
          {onFailure !== "ASK" && (
            <span title={`When a server fails: ${ON_FAILURE_LABEL[onFailure]}`}>
              {onFailure === "CONTINUE" ? <ChevronsRight /> : <CircleStop />}
              <span className="sr-only">When a server fails: {ON_FAILURE_LABEL[onFailure]}</span>
            </span>
          )}
          {data.actions.others !== null && (
            <span className="inline-flex items-center gap-1 whitespace-nowrap" title="Actions besides the launch">
              <Activity /> {data.actions.others}
            </span>
          )}
          {data.actions.tasks !== null && (
            <span className="inline-flex items-center gap-1 whitespace-nowrap" title="A person is asked">
              <UserRound /> {data.actions.tasks}
            </span>
          )}
          {missing > 0 && (
            <span className="inline-flex items-center gap-1 text-attn-ink" title={`${missing} cannot be launched now`}>
              <TriangleAlert /> {missing}
            </span>
          )}
          {data.hasProblem && (
            <span className="text-bad-ink" title="Something is missing">
              <OctagonX />
              <span className="sr-only">Something is missing</span>
            </span>
          )}
          {data.isEdited && (
            <span className="ml-auto">
              <Tag>Edited</Tag>
            </span>
          )}
        </span>
      </button>
      <Handle type="source" position={Position.Right} className={HANDLE} />
    </>
  );
}
