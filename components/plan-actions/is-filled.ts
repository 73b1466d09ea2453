import type { DraftAction } from "./draft-action.ts";

/** Whether a field holds something that can be judged; a list only once each of its rows does. */
export function isFilled(action: DraftAction, field: string): boolean {
  const value: unknown = Object.entries(action).find(([name]) => name === field)?.[1];
  if (Array.isArray(value)) return value.every(isRowFilled);
  return value !== "" && value !== null;
}

function isRowFilled(row: unknown): boolean {
  return typeof row !== "object" || row === null || !Object.values(row).includes("");
}
