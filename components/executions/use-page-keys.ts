"use client";

import { useEffect, useRef } from "react";

const SECOND_KEY_MS = 1500;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Single keys of one page, by `event.key` in lower case. Not while somebody types, a dialog is open, or right after G. */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  const goPressedAt = useRef(-SECOND_KEY_MS);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const key = event.key.toLowerCase();
      const isAfterGo = event.timeStamp - goPressedAt.current < SECOND_KEY_MS;
      goPressedAt.current = key === "g" ? event.timeStamp : -SECOND_KEY_MS;
      const action = latest.current[key];
      if (isAfterGo || action === undefined) return;
      event.preventDefault();
      action();
    }
    window.addEventListener("keydown", handle);
    return () => window.removeEventListener("keydown", handle);
  }, []);
}
