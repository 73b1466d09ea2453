"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

export type Leaving = {
  go: () => void;
  /** What has happened that leads away. */
  note: string | null;
};

type Ask = (leaving: Leaving) => void;

/** The page that must be asked before the console shows another one; at most one is on the screen. */
let guard: Ask | null = null;

/** Goes to another page of the console, unless the one on the screen has something to ask first. */
export function leavePage(go: () => void, note: string | null = null): void {
  if (guard === null) go();
  else guard({ go, note });
}

/**
 * While `isHeld`, links and the browser's Back and Forward do not leave the page: `ask` is called instead, with what
 * goes on after all. Closing the tab and other sites are asked about by the browser itself.
 */
export function useLeaveGuard(isHeld: boolean, ask: Ask): void {
  const router = useRouter();
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (!isHeld) return;
    let isLeaving = false;
    const hold: Ask = ({ go, note }) =>
      latest.current({
        note,
        go: () => {
          isLeaving = true;
          go();
        },
      });
    function click(event: MouseEvent): void {
      const href = isLeaving ? null : pageOf(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      hold({ go: () => router.push(href), note: null });
    }
    function traverse(event: NavigateEvent): void {
      if (isLeaving || event.navigationType !== "traverse" || !event.cancelable) return;
      event.preventDefault();
      const { key } = event.destination;
      hold({ go: () => void window.navigation.traverseTo(key), note: null });
    }
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const history = "navigation" in window ? window.navigation : null;
    guard = hold;
    // Before React, and so before the links of Next.
    window.addEventListener("click", click, { capture: true });
    window.addEventListener("beforeunload", unload);
    history?.addEventListener("navigate", traverse);
    return () => {
      guard = null;
      window.removeEventListener("click", click, { capture: true });
      window.removeEventListener("beforeunload", unload);
      history?.removeEventListener("navigate", traverse);
    };
  }, [isHeld, router]);
}

/** The other page of the console that a click leads to, in this tab; null when it leads to none. */
function pageOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link === null || (link.target !== "" && link.target !== "_self") || link.hasAttribute("download")) return null;
  const isHere = link.pathname === window.location.pathname && link.search === window.location.search;
  if (link.origin !== window.location.origin || isHere) return null;
  return `${link.pathname}${link.search}${link.hash}`;
}
