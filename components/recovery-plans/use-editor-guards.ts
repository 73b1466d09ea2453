"use client";

import { useEffect, useRef } from "react";

/** Leaving with unsaved changes is asked about by the browser; Ctrl/⌘ Z outside a field takes back the last edit. */
export function useEditorGuards({ isDirty, undo }: { isDirty: boolean; undo: () => void }): void {
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
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);
}
