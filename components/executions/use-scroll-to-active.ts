"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Opens a long list or a wide graph where something happens: at the first element with `data-active`. Once. */
export function useScrollToActive<T extends HTMLElement>(): RefObject<T | null> {
  const container = useRef<T>(null);
  useEffect(() => {
    const box = container.current;
    const active = box?.querySelector<HTMLElement>("[data-active]");
    if (box === null || active === null || active === undefined) return;
    const outer = box.getBoundingClientRect();
    const inner = active.getBoundingClientRect();
    if (inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
    if (inner.right > outer.right) box.scrollLeft += inner.left - outer.left - outer.width / 3;
  }, []);
  return container;
}
