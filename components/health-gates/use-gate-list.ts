"use client";

import { useEffect, useRef, useState } from "react";

import { GATE_KIND } from "#components/status/gate-kind.tsx";
import type { GateKind } from "#lib/domain/health-gates/health-gate.ts";

import { type DraftGate, moveGate, newGate, type ProfileDraft } from "./profile-draft.ts";

export type GateButton = "up" | "down" | "remove";

export function gateButtonId({ id }: DraftGate, button: GateButton): string {
  return `gate-${button}-${id}`;
}

export function gateItemId(id: string): string {
  return `gate-${id}`;
}

/** Adds, moves and removes gates, tells what came of it, and keeps the focus where it makes sense. */
export function useGateList(draft: ProfileDraft, onChange: (part: Partial<ProfileDraft>) => void) {
  const { gates } = draft;
  const [news, setNews] = useState("");
  const focusNext = useRef<string | null>(null);
  // A button that changes its place in the document loses the focus, and one that is gone cannot keep it.
  useEffect(() => {
    if (focusNext.current !== null) document.getElementById(focusNext.current)?.focus();
    focusNext.current = null;
  });
  const added = useRef<string | null>(null);
  function add(kind: GateKind): void {
    const id = crypto.randomUUID();
    added.current = id;
    onChange({ gates: [...gates, newGate(id, kind)] });
    setNews(`${GATE_KIND[kind].label} added, gate ${gates.length + 1}.`);
  }
  /** Once the menu is closed its button has the focus again; what was just added has something to be typed. */
  function goToAdded(): void {
    if (added.current !== null) document.getElementById(gateItemId(added.current))?.querySelector("input")?.focus();
    added.current = null;
  }
  function move(gate: DraftGate, step: 1 | -1): void {
    focusNext.current = gateButtonId(gate, step === -1 ? "up" : "down");
    onChange({ gates: moveGate(gates, gate.id, step) });
    setNews(`${GATE_KIND[gate.kind].label} is now ${gates.indexOf(gate) + step + 1} of ${gates.length}.`);
  }
  function remove(gate: DraftGate): void {
    const place = gates.indexOf(gate);
    const neighbour = gates[place + 1] ?? gates[place - 1];
    focusNext.current = neighbour === undefined ? null : gateButtonId(neighbour, "remove");
    onChange({ gates: gates.filter((other) => other !== gate) });
    setNews(`${GATE_KIND[gate.kind].label} removed.`);
  }
  return { news, add, goToAdded, move, remove };
}
