"use client";

import "@xyflow/react/dist/base.css";

import {
  Background,
  type Connection,
  type Edge,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { Maximize, Minus, OctagonX, Plus, Undo2 } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, useEffect } from "react";

import { actionCounts } from "#components/plan-actions/action-facts.ts";
import { Button } from "#components/ui/button.tsx";
import type { PlanEstimate } from "#lib/domain/estimate/plan-estimate.ts";

import { canvasLayout, type Direction, neighbourOf, NODE_HEIGHT, NODE_WIDTH } from "./canvas-layout.ts";
import { CanvasNode, type WaveNode } from "./canvas-node.tsx";
import { waveOfProblem } from "./draft-problems.ts";
import { STARTS_AFTER_ID } from "./starts-after-id.ts";
import { waveFacts } from "./wave-facts.ts";
import type { EditorPartProps } from "./wave-table.tsx";

const COLORS: CSSProperties & Record<`--xy-${string}`, string> = {
  "--xy-edge-stroke": "var(--color-control)",
  "--xy-edge-stroke-selected": "var(--color-accent)",
  "--xy-edge-stroke-width": "1.5",
  "--xy-connectionline-stroke": "var(--color-accent)",
  "--xy-connectionline-stroke-width": "2",
  "--xy-attribution-background-color": "transparent",
};

const NODE_TYPES = { wave: CanvasNode };
/** More waves than this get an overview map. */
const MAP_FROM = 40;

export type PlanCanvasProps = EditorPartProps & {
  /** Of the saved version: its critical path is drawn strong, as far as its waves are still there. */
  estimate: PlanEstimate | undefined;
};

export function PlanCanvas(props: PlanCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas(props: PlanCanvasProps) {
  const { editor, isReadOnly } = props;
  const nodes = useNodes(props);
  const flow = useReactFlow();
  const shape = nodes.map((node) => `${node.id}:${node.position.x},${node.position.y}`).join(" ");
  useEffect(() => {
    void flow.fitView({ padding: 0.12, maxZoom: 1 });
  }, [flow, shape]);
  function connect({ source, target }: Connection): void {
    editor.connect(source, target);
  }
  return (
    <>
      <Toolbar {...props} />
      <ReactFlow<WaveNode>
        nodes={nodes}
        edges={edgesOf(props)}
        nodeTypes={NODE_TYPES}
        onConnect={connect}
        onEdgesDelete={(edges) => edges.forEach((edge) => editor.disconnect(edge.source, edge.target))}
        onPaneClick={() => editor.select(null)}
        nodesDraggable={false}
        nodesConnectable={!isReadOnly}
        nodesFocusable={false}
        edgesFocusable={!isReadOnly}
        deleteKeyCode={isReadOnly ? null : ["Delete", "Backspace"]}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnScroll={false}
        preventScrolling={false}
        panOnScroll={false}
        minZoom={0.1}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        aria-label={`Graph of ${nodes.length} waves. Arrow keys move between waves, C connects, Delete removes.`}
        style={COLORS}
      >
        <Background gap={24} size={1.5} color="var(--color-line-strong)" />
        {nodes.length > MAP_FROM && (
          <MiniMap
            pannable
            nodeColor="var(--color-line-strong)"
            bgColor="var(--color-surface)"
            maskColor="var(--color-scrim)"
          />
        )}
      </ReactFlow>
      {nodes.length === 0 && !isReadOnly && (
        <div className="absolute inset-0 grid place-items-center">
          <Button icon={<Plus />} onClick={editor.add}>
            Add the first wave
          </Button>
        </div>
      )}
      <Hint editor={editor} isReadOnly={isReadOnly} />
    </>
  );
}

function useNodes({ editor, groups, problems, isReadOnly, estimate }: PlanCanvasProps): WaveNode[] {
  const places = canvasLayout(editor.draft);
  const critical = criticalKeys(estimate);
  const lengths = new Map(
    estimate?.waves.map(({ number, start, end }) => [String(number), Math.max(0, end.p50 - start.p50)]),
  );
  const troubled = new Set([...problems.keys()].map(waveOfProblem));
  function press(key: string, event: KeyboardEvent): void {
    const next = isArrow(event.key) ? neighbourOf(places, key, event.key) : null;
    if (next !== null) {
      document.getElementById(`canvas-wave-${next}`)?.focus();
      editor.select(next);
    } else if (event.key === "Delete" && !isReadOnly) editor.remove(key);
    else if (event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey) {
      editor.select(key);
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>(`#${STARTS_AFTER_ID} input`)?.focus());
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return places.flatMap((place) => {
    const index = editor.draft.waves.findIndex((wave) => wave.key === place.key);
    const wave = editor.draft.waves[index];
    if (wave === undefined) return [];
    return {
      id: wave.key,
      type: "wave" as const,
      position: { x: place.x, y: place.y },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      deletable: false,
      data: {
        number: index + 1,
        name: wave.name.trim(),
        facts: waveFacts(wave, groups),
        optionalCount: wave.optionalServerIds.length,
        actions: actionCounts(wave.actions),
        onFailure: wave.onFailure,
        estimateSeconds: lengths.get(wave.key) ?? null,
        isCritical: critical.has(wave.key),
        isSelected: editor.selected?.key === wave.key,
        isEdited: editor.base !== null && editor.edited.has(wave.key),
        hasProblem: troubled.has(wave.key),
        onSelect: () => editor.select(wave.key),
        onKeyDown: (event) => press(wave.key, event),
      },
    };
  });
}

function edgesOf({ editor, estimate }: PlanCanvasProps): Edge[] {
  const critical = criticalKeys(estimate);
  return editor.draft.waves.flatMap((wave) =>
    wave.dependsOn.map((from) => ({
      id: `${from}>${wave.key}`,
      source: from,
      target: wave.key,
      ...(critical.has(from) && critical.has(wave.key) && { style: CRITICAL_EDGE }),
    })),
  );
}

const CRITICAL_EDGE: CSSProperties = { stroke: "var(--color-ink)", strokeWidth: 2.5 };

/** Waves of a saved plan have their numbers for keys, whatever became of their places since. */
function criticalKeys(estimate: PlanEstimate | undefined): Set<string> {
  return new Set(estimate?.criticalPath.map(({ wave }) => String(wave)));
}

function isArrow(key: string): key is Direction {
  return key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown";
}

function Toolbar({ editor, isReadOnly }: EditorPartProps) {
  const flow = useReactFlow();
  return (
    <div className="absolute top-3.5 left-4 z-(--z-sticky) flex gap-2">
      {!isReadOnly && editor.draft.waves.length > 0 && (
        <Button icon={<Plus />} onClick={editor.add}>
          Add wave <kbd className="kbd">A</kbd>
        </Button>
      )}
      <div className="flex gap-1">
        <Button
          icon={<Undo2 />}
          aria-label="Undo"
          disabledReason={editor.canUndo ? undefined : "Nothing to undo."}
          onClick={editor.undo}
        />
        <Button
          icon={<Maximize />}
          aria-label="Fit to view"
          onClick={() => void flow.fitView({ padding: 0.12, maxZoom: 1 })}
        />
        <Button icon={<Minus />} aria-label="Zoom out" onClick={() => void flow.zoomOut()} />
        <Button icon={<Plus />} aria-label="Zoom in" onClick={() => void flow.zoomIn()} />
      </div>
    </div>
  );
}

function Hint({ editor, isReadOnly }: Pick<EditorPartProps, "editor" | "isReadOnly">) {
  if (editor.refusal !== null) {
    return (
      <p
        role="alert"
        className="pointer-events-none absolute bottom-3 left-4 z-(--z-sticky) flex max-w-[80%] items-center gap-1.5 rounded-md bg-raised px-2.5 py-1.5 text-xs font-medium text-bad-ink shadow-md"
      >
        <OctagonX className="size-3.5" />
        {editor.refusal}
      </p>
    );
  }
  return (
    <p className="pointer-events-none absolute bottom-3 left-4 z-(--z-sticky) text-xs text-ink-muted">
      {isReadOnly ? "A wave starts when every wave before it has passed." : HOW}
    </p>
  );
}

const HOW = "Drag from a dot to connect. A wave starts when every wave before it has passed.";
