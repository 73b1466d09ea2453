"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { ExecutionView } from "#lib/domain/execution.ts";
import { isServerProblem, isTerminal } from "#lib/domain/execution-status.ts";

import { isActionProblem } from "./action-progress.ts";
import { actionRowId } from "./page-anchors.ts";
import { serverRowId } from "./server-row.tsx";
import { type WaveFilter, wavesOpenByThemselves } from "./wave-filter.ts";
import { waveRowId } from "./wave-row.tsx";

export type Waves = {
  filter: WaveFilter;
  setFilter: (filter: WaveFilter) => void;
  /** What the reader opened or closed; waves not in it follow their own state. */
  chosen: ReadonlyMap<number, boolean>;
  isOpen: (wave: number) => boolean;
  toggle: (wave: number, isOpen: boolean) => void;
  /** Opens a wave and takes the reader to it. */
  reveal: (wave: number) => void;
  /** Takes the reader to the next server or action with a problem, around and around. */
  nextProblem: () => void;
};

export function useWaves({ waves, status }: Pick<ExecutionView, "waves" | "status">): Waves {
  const [chosenFilter, setFilter] = useState<WaveFilter>("all");
  // Nothing runs once it is over, so that filter is gone.
  const filter = chosenFilter === "running" && isTerminal(status) ? "all" : chosenFilter;
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [target, setTarget] = useState<string | null>(null);
  const lastProblem = useRef<string | null>(null);
  const open = useMemo(() => wavesOpenByThemselves(waves), [waves]);
  const toggle = useCallback((wave: number, isOpen: boolean) => {
    setChosen((before) => new Map(before).set(wave, isOpen));
  }, []);
  const goTo = useCallback(
    (wave: number, elementId: string) => {
      setFilter("all");
      toggle(wave, true);
      setTarget(elementId);
    },
    [toggle],
  );
  const reveal = useCallback((wave: number) => goTo(wave, waveRowId(wave)), [goTo]);
  function nextProblem(): void {
    const problems = waves.flatMap((wave) =>
      [
        ...wave.servers.filter((server) => isServerProblem(server.status)).map(serverRowId),
        ...wave.actions.filter(isActionProblem).map(actionRowId),
      ].map((rowId) => ({ wave: wave.number, rowId })),
    );
    const at = problems.findIndex(({ rowId }) => rowId === lastProblem.current);
    const next = problems[(at + 1) % problems.length];
    if (next === undefined) return;
    lastProblem.current = next.rowId;
    goTo(next.wave, next.rowId);
  }
  useArrival(target, () => setTarget(null));
  const isOpen = (wave: number) => chosen.get(wave) ?? open.has(wave);
  return { filter, setFilter, chosen, isOpen, toggle, reveal, nextProblem };
}

/** Scrolls to an element once it is on the page, and gives it the focus. */
function useArrival(elementId: string | null, onArrival: () => void): void {
  useEffect(() => {
    const element = elementId === null ? null : document.getElementById(elementId);
    if (element === null) return;
    element.scrollIntoView({ block: element.matches("[role=row]") ? "center" : "start" });
    const focusable = element.matches("[tabindex]") ? element : element.querySelector("button");
    if (focusable instanceof HTMLElement) focusable.focus({ preventScroll: true });
    onArrival();
  });
}
