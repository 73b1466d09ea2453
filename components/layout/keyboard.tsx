"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

import { DESTINATIONS } from "./destinations.ts";
import { leavePage } from "./leave-guard.ts";

const ShortcutSheet = dynamic(() => import("./shortcut-sheet.tsx").then((module) => module.ShortcutSheet));

const SECOND_KEY_MS = 1500;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function focusFilter(): boolean {
  const filter = document.querySelector<HTMLInputElement>("main input[type=search]");
  filter?.focus();
  return filter !== null;
}

type KeyboardProps = { isSheetOpen: boolean; onSheetChange: (isOpen: boolean) => void };

/** G then a letter goes to a page, / filters, ? opens the sheet. No key starts or ends anything. */
export function Keyboard({ isSheetOpen, onSheetChange }: KeyboardProps) {
  const router = useRouter();
  // Never at first: times count from the load of the page, so that 0 would be a G just pressed.
  const goPressedAt = useRef(-Infinity);
  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"], dialog[open]') !== null) return;
      const key = event.key.toLowerCase();
      const isSecond = event.timeStamp - goPressedAt.current < SECOND_KEY_MS;
      goPressedAt.current = -Infinity;
      const destination = isSecond ? DESTINATIONS.find((candidate) => candidate.key === key) : undefined;
      if (destination !== undefined) leavePage(() => router.push(destination.href));
      else if (key === "g") goPressedAt.current = event.timeStamp;
      else if (key === "?") onSheetChange(true);
      else if (key !== "/" || !focusFilter()) return;
      event.preventDefault();
    }
    window.addEventListener("keydown", handle);
    return () => window.removeEventListener("keydown", handle);
  }, [router, onSheetChange]);
  return isSheetOpen ? <ShortcutSheet onClose={() => onSheetChange(false)} /> : null;
}
