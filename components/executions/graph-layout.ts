import { isWaveUnderWay, type WaveStatus } from "#lib/domain/execution-status.ts";
import { waveLevels } from "#lib/domain/wave-graph.ts";

export type GraphWave = { number: number; name: string; dependsOn: readonly number[]; status: WaveStatus };

/** A place in the graph: one wave, or several of a column that are shown as one. */
export type GraphNode = { id: string; column: number; row: number; waves: number[] };
export type GraphEdge = { from: string; to: string };
export type GraphLayout = { nodes: GraphNode[]; edges: GraphEdge[]; columns: number; rows: number };

const MOST_ROWS = 5;
/** With more waves than this, columns in which nothing happens are joined. */
const JOIN_FROM = 40;
/** Columns still to come that are shown one by one behind what runs. */
const COLUMNS_AHEAD = 2;

/** Columns by dependency, with as many nodes as can be read. The graph must be acyclic. */
export function graphLayout(waves: readonly GraphWave[]): GraphLayout {
  const columns = joinColumns(columnsOf(waves), waves.length);
  const nodes = columns.flatMap((column, index) => nodesOf(column, index));
  const nodeOf = new Map(nodes.flatMap((node) => node.waves.map((number) => [number, node.id] as const)));
  const tallest = Math.max(1, ...columns.map((_, index) => nodes.filter((node) => node.column === index).length));
  return { nodes, edges: edgesOf(waves, nodeOf), columns: columns.length, rows: tallest };
}

type Column = { waves: GraphWave[]; isJoined: boolean };

function columnsOf(waves: readonly GraphWave[]): Column[] {
  const levels = waveLevels(waves);
  const columns: Column[] = [];
  for (const wave of waves) {
    const level = levels.get(wave.number) ?? 0;
    while (columns.length <= level) columns.push({ waves: [], isJoined: false });
    columns[level]?.waves.push(wave);
  }
  return columns;
}

function joinColumns(columns: Column[], waveCount: number): Column[] {
  if (waveCount <= JOIN_FROM) return columns;
  const firstOpen = columns.findIndex((column) => column.waves.some((wave) => wave.status !== "COMPLETED"));
  const done = firstOpen < 0 ? columns.length : firstOpen;
  const lastActive = columns.findLastIndex((column) => column.waves.some((wave) => !isToGo(wave.status)));
  const ahead = Math.max(lastActive, done) + 1 + COLUMNS_AHEAD;
  return [...joined(columns.slice(0, done)), ...columns.slice(done, ahead), ...joined(columns.slice(ahead))];
}

function joined(columns: readonly Column[]): Column[] {
  const waves = columns.flatMap((column) => column.waves);
  return waves.length === 0 ? [] : [{ waves, isJoined: true }];
}

function nodesOf(column: Column, index: number): GraphNode[] {
  if (column.isJoined) return [nodeFor(column.waves, index, 0)];
  if (column.waves.length <= MOST_ROWS) return column.waves.map((wave, row) => nodeFor([wave], index, row));
  const byNeed = column.waves.toSorted((a, b) => need(a.status) - need(b.status) || a.number - b.number);
  const shown = byNeed.slice(0, MOST_ROWS - 1).toSorted((a, b) => a.number - b.number);
  const rest = byNeed.slice(MOST_ROWS - 1);
  return [...shown.map((wave, row) => nodeFor([wave], index, row)), nodeFor(rest, index, MOST_ROWS - 1)];
}

function nodeFor(waves: readonly GraphWave[], column: number, row: number): GraphNode {
  const numbers = waves.map((wave) => wave.number).sort((a, b) => a - b);
  return { id: `${column}-${row}`, column, row, waves: numbers };
}

function edgesOf(waves: readonly GraphWave[], nodeOf: ReadonlyMap<number, string>): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const wave of waves) {
    for (const dependency of wave.dependsOn) {
      const from = nodeOf.get(dependency);
      const to = nodeOf.get(wave.number);
      if (from !== undefined && to !== undefined && from !== to) edges.set(`${from}>${to}`, { from, to });
    }
  }
  return [...edges.values()];
}

function isToGo(status: WaveStatus): boolean {
  return status === "PENDING" || status === "WAITING";
}

function need(status: WaveStatus): number {
  if (status === "FAILED" || status === "AWAITING_DECISION") return 0;
  if (isWaveUnderWay(status)) return 1;
  return isToGo(status) ? 2 : 3;
}
