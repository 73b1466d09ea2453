"use client";

import { useState } from "react";

/**
 * Keeps rows where they are while the pointer is over them: a new order waits until it leaves.
 * Rows that are new meanwhile come last, rows that are gone leave at once.
 */
export function useHeldOrder<T>(items: readonly T[], idOf: (item: T) => string) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const rows = held === null ? items : inOrder(items, { held, idOf });
  return {
    rows,
    handlers: {
      onPointerEnter: () => setHeld(items.map(idOf)),
      onPointerLeave: () => setHeld(null),
    },
  };
}

function inOrder<T>(items: readonly T[], by: { held: readonly string[]; idOf: (item: T) => string }): T[] {
  const place = new Map(by.held.map((id, index) => [id, index]));
  return items.toSorted((a, b) => (place.get(by.idOf(a)) ?? Infinity) - (place.get(by.idOf(b)) ?? Infinity) || 0);
}
