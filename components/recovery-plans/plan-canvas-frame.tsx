"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";

import type { PlanCanvasProps } from "./plan-canvas.tsx";

const PlanCanvas = dynamic(() => import("./plan-canvas.tsx").then((module) => module.PlanCanvas), {
  ssr: false,
  loading: () => <div className="size-full" />,
});

const WIDE = "(min-width: 45.0625rem)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** The graph, loaded only where there is room for it. On a phone the table says the same. */
export function PlanCanvasFrame(props: PlanCanvasProps) {
  const isWide = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
  if (!isWide) return null;
  return (
    <div className="relative h-[388px] shrink-0 overflow-hidden border-b border-line bg-canvas">
      <PlanCanvas {...props} />
    </div>
  );
}
