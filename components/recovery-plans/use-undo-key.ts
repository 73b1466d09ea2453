"use client";

import { useEffect, useRef } from "react";

/** Ctrl/⌘ Z outside a field takes back the last edit. */
export function useUndoKey(undo: () => void): void {
  const latestUndo = useRef(undo);
  useEffect(() => {
    latestUndo.current = undo;
  });
  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!isUndo || (event.target instanceof HTMLElement && event.target.matches("input, textarea"))) return;
      event.preventDefault();
      latestUndo.current();
    }
    window.addEventListener("keydown", handle);
    return () => window.removeEventListener("keydown", handle);
  }, []);
}
