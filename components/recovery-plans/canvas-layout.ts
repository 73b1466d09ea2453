import { draftLevels } from "./draft-graph.ts";
import type { PlanDraft } from "./draft.ts";

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 88;

const COLUMN_STEP = NODE_WIDTH + 56;
const ROW_STEP = NODE_HEIGHT + 28;

export type CanvasPlace = { key: string; column: number; row: number; x: number; y: number };

/** Places of the waves on the canvas: columns by dependency, each centred. */
export function canvasLayout(draft: PlanDraft): CanvasPlace[] {
  const levels = draftLevels(draft);
  const columns = new Map<number, string[]>();
  for (const wave of draft.waves) {
    const column = levels.get(wave.key) ?? 0;
    columns.set(column, [...(columns.get(column) ?? []), wave.key]);
  }
  const tallest = Math.max(1, ...[...columns.values()].map((keys) => keys.length));
  return [...columns].flatMap(([column, keys]) =>
    keys.map((key, row) => ({
      key,
      column,
      row,
      x: column * COLUMN_STEP,
      y: ((tallest - keys.length) / 2 + row) * ROW_STEP,
    })),
  );
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The wave that an arrow key goes to: the neighbour in the column, or the nearest in the next one. */
export function neighbourOf(places: readonly CanvasPlace[], key: string, direction: Direction): string | null {
  const here = places.find((place) => place.key === key);
  if (here === undefined) return null;
  if (direction === "ArrowUp" || direction === "ArrowDown") {
    const row = here.row + (direction === "ArrowUp" ? -1 : 1);
    return places.find((place) => place.column === here.column && place.row === row)?.key ?? null;
  }
  const column = here.column + (direction === "ArrowLeft" ? -1 : 1);
  const there = places.filter((place) => place.column === column);
  return there.toSorted((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0]?.key ?? null;
}
