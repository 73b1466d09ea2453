import { HeartPulse, Timer } from "lucide-react";

import { GATE_KIND } from "#components/status/gate-kind.tsx";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";

import { EC2_CHECKS, gateWords, stableWords } from "./gate-words.ts";

type HealthPartsProps = { health: { gates: readonly HealthGate[]; stableSeconds: number } };

/** All that makes a server healthy, a line each. */
export function HealthParts({ health: { gates, stableSeconds } }: HealthPartsProps) {
  return (
    <ul className="grid gap-1 text-xs [&_.lucide]:mt-px [&_.lucide]:size-3.5 [&_.lucide]:shrink-0 [&_.lucide]:stroke-2 [&_.lucide]:text-ink-faint [&_li]:flex [&_li]:items-start [&_li]:gap-2">
      <li>
        <HeartPulse />
        {EC2_CHECKS}
      </li>
      {gates.map((gate) => (
        <li key={gate.id}>
          {GATE_KIND[gate.kind].icon}
          <span className="min-w-0 wrap-anywhere">{gateWords(gate)}</span>
        </li>
      ))}
      {stableSeconds > 0 && (
        <li>
          <Timer />
          {stableWords(stableSeconds)}
        </li>
      )}
    </ul>
  );
}
