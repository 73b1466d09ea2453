"use client";

import { useMemo } from "react";

import type { ExecutionWaveView } from "#lib/domain/execution.ts";

import { type GraphEdge, graphLayout, type GraphLayout, type GraphNode } from "./graph-layout.ts";
import { useScrollToActive } from "./use-scroll-to-active.ts";
import { GraphFoldNode, GraphWaveNode } from "./graph-nodes.tsx";

const NODE_HEIGHT = 54;
const ROW_HEIGHT = 68;
const NARROWEST_COLUMN = 168;
/** Width of the gap between columns, as a share of a column with its gap. */
const GAP_SHARE = 0.2;

type WaveGraphProps = {
  waves: readonly ExecutionWaveView[];
  /** Waves on which the end hangs: what joins them is drawn strong. */
  critical: ReadonlySet<number>;
  onSelect: (wave: number) => void;
};

/** Who waits for whom, left to right. Wide graphs scroll sideways. */
export function WaveGraph({ waves, critical, onSelect }: WaveGraphProps) {
  const graph = useScrollToActive<HTMLDivElement>();
  const layout = useMemo(() => graphLayout(waves), [waves]);
  const byNumber = new Map(waves.map((wave) => [wave.number, wave]));
  const height = (layout.rows - 1) * ROW_HEIGHT + NODE_HEIGHT;
  return (
    <div
      ref={graph}
      tabIndex={0}
      role="group"
      aria-label={`Dependency graph of ${waves.length} waves`}
      className="overflow-x-auto px-4 py-3.5 max-sm:px-3"
    >
      <div className="relative" style={{ height, minWidth: layout.columns * NARROWEST_COLUMN }}>
        <Edges layout={layout} height={height} critical={critical} />
        {layout.nodes.map((node) => {
          const members = node.waves.flatMap((number) => byNumber.get(number) ?? []);
          const [only] = members;
          const place = { ...placeOf(node, layout), height: NODE_HEIGHT };
          if (only === undefined) return null;
          return members.length === 1 ? (
            <GraphWaveNode key={node.id} wave={only} style={place} onSelect={onSelect} />
          ) : (
            <GraphFoldNode key={node.id} waves={members} style={place} onSelect={onSelect} />
          );
        })}
      </div>
    </div>
  );
}

/** Column widths are percent of the graph, so that it fills the card; heights are pixels. */
function columnWidth(columns: number): { node: number; step: number } {
  const step = 100 / (columns - GAP_SHARE);
  return { node: step * (1 - GAP_SHARE), step };
}

function placeOf(node: GraphNode, layout: GraphLayout): { left: string; width: string; top: number } {
  const { node: width, step } = columnWidth(layout.columns);
  const isAlone = layout.columns === 1;
  return {
    left: `${node.column * step}%`,
    width: isAlone ? "min(100%, 240px)" : `${width}%`,
    top: topOf(node, layout),
  };
}

function topOf(node: GraphNode, layout: GraphLayout): number {
  const inColumn = layout.nodes.filter((other) => other.column === node.column).length;
  return ((layout.rows - inColumn) / 2 + node.row) * ROW_HEIGHT;
}

type EdgesProps = { layout: GraphLayout; height: number; critical: ReadonlySet<number> };

function Edges({ layout, height, critical }: EdgesProps) {
  const byId = new Map(layout.nodes.map((node) => [node.id, node]));
  function isCritical({ from, to }: GraphEdge): boolean {
    return [from, to].every((id) => byId.get(id)?.waves.some((wave) => critical.has(wave)) === true);
  }
  return (
    <svg
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-0 size-full overflow-visible"
    >
      {layout.edges.map((edge) => (
        <path
          key={`${edge.from}>${edge.to}`}
          d={pathOf(edge, byId, layout)}
          fill="none"
          vectorEffect="non-scaling-stroke"
          className={isCritical(edge) ? "stroke-ink stroke-2" : "stroke-line-strong stroke-[1.5]"}
        />
      ))}
    </svg>
  );
}

function pathOf(edge: GraphEdge, byId: ReadonlyMap<string, GraphNode>, layout: GraphLayout): string {
  const from = byId.get(edge.from);
  const to = byId.get(edge.to);
  if (from === undefined || to === undefined) return "";
  const { node, step } = columnWidth(layout.columns);
  const x1 = from.column * step + node;
  const x2 = to.column * step;
  const y1 = topOf(from, layout) + NODE_HEIGHT / 2;
  const y2 = topOf(to, layout) + NODE_HEIGHT / 2;
  const bend = Math.min((x2 - x1) / 2, step * GAP_SHARE);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
