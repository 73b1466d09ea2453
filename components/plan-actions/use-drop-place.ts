"use client";

import { type DragEvent, useState } from "react";

const TYPE = "application/x-wave-action";

export type DropPlace = {
  /** Where it would land if it were let go now. */
  at: number | null;
  zone: (place: number) => {
    onDragOver: (event: DragEvent<HTMLElement>) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent<HTMLElement>) => void;
  };
};

export function startDrag(event: DragEvent<HTMLElement>, id: string): void {
  event.dataTransfer.setData(TYPE, id);
  event.dataTransfer.effectAllowed = "move";
}

/** Places of a list that an action can be dropped at: before the row that it is held over. */
export function useDropPlace(onDrop: (id: string, place: number) => void): DropPlace {
  const [at, setAt] = useState<number | null>(null);
  return {
    at,
    zone: (place) => ({
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(TYPE)) return;
        event.preventDefault();
        setAt(place);
      },
      onDragLeave: () => setAt(null),
      onDrop: (event) => {
        event.preventDefault();
        setAt(null);
        const id = event.dataTransfer.getData(TYPE);
        if (id !== "") onDrop(id, place);
      },
    }),
  };
}
