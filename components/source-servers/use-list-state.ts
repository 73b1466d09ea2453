"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useSyncExternalStore } from "react";

import { addressOf, readState, type ServerListState } from "./server-filter.ts";

const CHANGED = "list-state";

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}

/**
 * The list's state lives in its address; changing it adds no steps to the browser's history. It is read from the address
 * itself, because Next's copy follows a moment later, and letters that are typed in that moment would be lost.
 */
export function useListState() {
  const params = useSearchParams().toString();
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => params,
  );
  const change = useCallback((next: Partial<ServerListState>) => {
    window.history.replaceState(null, "", addressOf({ ...readState(new URLSearchParams(location.search)), ...next }));
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return { state: readState(new URLSearchParams(search)), change };
}
