"use client";

import { GATE_KIND } from "#components/status/gate-kind.tsx";
import { AddMenu } from "#components/ui/add-menu.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { GateKind } from "#lib/domain/health-gates/health-gate.ts";
import { MAX_GATES } from "#lib/domain/health-gates/health-profile.ts";

import { GateItem } from "./gate-item.tsx";
import { type DraftGate, editGate, type ProfileDraft } from "./profile-draft.ts";
import { listError, type Refusal } from "./profile-problems.ts";
import { useGateList } from "./use-gate-list.ts";

type GateListProps = { draft: ProfileDraft; refusal: Refusal; onChange: (part: Partial<ProfileDraft>) => void };

/** The gates in the order in which they are told. */
export function GateList({ draft, refusal, onChange }: GateListProps) {
  const { gates } = draft;
  const list = useGateList(draft, onChange);
  const error = listError(refusal, draft);
  const items = GateKind.options.map((kind) => ({
    value: kind,
    ...GATE_KIND[kind],
    blocked: kind === "SSM_AGENT" && hasAgent(gates) ? "It is there already." : undefined,
  }));
  return (
    <fieldset>
      <legend className="sr-only">Gates</legend>
      <div className="mb-1 flex items-center gap-2">
        <p aria-hidden className="flex-1 text-xs font-medium">
          Gates
        </p>
        <div onFocus={list.goToAdded}>
          <AddMenu
            label="Add a gate"
            blocked={gates.length >= MAX_GATES ? `A profile can have ${MAX_GATES} gates.` : undefined}
            items={items}
            onAdd={list.add}
          />
        </div>
      </div>
      {gates.length === 0 && (
        <p className="text-xs text-ink-muted">
          None: a server is healthy when both EC2 status checks pass. With gates, each of them has to pass as well.
        </p>
      )}
      <ol className="grid gap-2">
        {gates.map((gate, place) => (
          <GateItem
            key={gate.id}
            gate={gate}
            place={place}
            count={gates.length}
            refusal={refusal}
            onChange={(patch) => onChange({ gates: editGate(gates, gate.id, patch) })}
            onMove={(step) => list.move(gate, step)}
            onRemove={() => list.remove(gate)}
          />
        ))}
      </ol>
      {error !== undefined && <FieldError>{error}</FieldError>}
      <p role="status" className="sr-only">
        {list.news}
      </p>
    </fieldset>
  );
}

function hasAgent(gates: readonly DraftGate[]): boolean {
  return gates.some(({ kind }) => kind === "SSM_AGENT");
}
