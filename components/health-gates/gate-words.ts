import { formatPeriod } from "#components/ui/format.ts";
import { gateName } from "#lib/domain/health-gates/gate-words.ts";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";

/** What a gate asks, as short as a label: `HTTP port 8443 /health on the instance`. */
export function gateWords(gate: HealthGate): string {
  switch (gate.kind) {
    case "SSM_AGENT":
      return "SSM agent";
    case "INSTANCE_PROBE":
    case "WORKER_CHECK":
      return gateName(gate);
    case "CLOUDWATCH_ALARM":
      return `Alarm ${gate.alarmName}`;
  }
}

export const EC2_CHECKS = "Both EC2 status checks";

/** `Stable for 1 min 30 s`. */
export function stableWords(seconds: number): string {
  return `Stable for ${formatPeriod(seconds)}`;
}

type Profile = { gates: readonly HealthGate[]; stableSeconds: number };

/** All that makes a server healthy, one after the other. What EC2 says is always asked first. */
export function profileParts({ gates, stableSeconds }: Profile): string[] {
  return [EC2_CHECKS, ...gates.map(gateWords), ...(stableSeconds === 0 ? [] : [stableWords(stableSeconds)])];
}

/** The same in a line, without what every server is asked: `SSM agent · TCP port 5432 from the worker`. */
export function gatesLine({ gates }: Pick<Profile, "gates">): string {
  return gates.length === 0 ? "EC2 status checks only" : gates.map(gateWords).join(" · ");
}
