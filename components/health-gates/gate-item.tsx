"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";

import { GATE_KIND } from "#components/status/gate-kind.tsx";
import { Button } from "#components/ui/button.tsx";

import { GateFields } from "./gate-fields.tsx";
import type { DraftGate } from "./profile-draft.ts";
import type { Refusal } from "./profile-problems.ts";
import { gateButtonId, gateItemId } from "./use-gate-list.ts";

type GateItemProps = {
  gate: DraftGate;
  /** Its place in the list, from 0. */
  place: number;
  count: number;
  refusal: Refusal;
  onChange: (patch: Partial<DraftGate>) => void;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
};

/** One gate: what it is, its fields, what it needs. */
export function GateItem({ gate, place, count, refusal, onChange, onMove, onRemove }: GateItemProps) {
  const { icon, label, needs } = GATE_KIND[gate.kind];
  const which = `gate ${place + 1}, ${label}`;
  return (
    <li id={gateItemId(gate.id)} className="min-w-0 rounded-md border border-line-strong">
      <header className="flex items-center gap-2 py-0.5 pr-1 pl-2.5">
        <span className="text-ink-muted [&_.lucide]:size-3.5 [&_.lucide]:stroke-2">{icon}</span>
        <h3 className="truncated flex-1 text-sm">{label}</h3>
        {count > 1 && (
          <>
            <Button
              id={gateButtonId(gate, "up")}
              size="sm"
              variant="ghost"
              icon={<ArrowUp />}
              aria-label={`Move up ${which}`}
              disabledReason={place === 0 ? "It is the first one." : undefined}
              onClick={() => onMove(-1)}
            />
            <Button
              id={gateButtonId(gate, "down")}
              size="sm"
              variant="ghost"
              icon={<ArrowDown />}
              aria-label={`Move down ${which}`}
              disabledReason={place === count - 1 ? "It is the last one." : undefined}
              onClick={() => onMove(1)}
            />
          </>
        )}
        <Button
          id={gateButtonId(gate, "remove")}
          size="sm"
          variant="ghost"
          icon={<Trash2 />}
          aria-label={`Remove ${which}`}
          onClick={onRemove}
        />
      </header>
      <div className="grid gap-2 border-t border-line px-2.5 py-2">
        <GateFields gate={gate} refusal={refusal} onChange={onChange} />
        <p className="text-xs text-ink-muted">
          {gate.protocol === "HTTPS" && "Certificates are not looked at. "}
          {needs}
        </p>
      </div>
    </li>
  );
}
