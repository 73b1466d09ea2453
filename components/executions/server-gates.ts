import { gateWords } from "#components/health-gates/gate-words.ts";
import { formatPeriod } from "#components/ui/format.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { passesStatusChecks } from "#lib/domain/health.ts";
import type { GateView } from "#lib/domain/health-gates/gate-progress.ts";
import { isGated } from "#lib/domain/health-gates/gate-rules.ts";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

type Wave = Pick<ExecutionWaveView, "health">;
type Server = Pick<ExecutionServerView, "status" | "instance" | "gates" | "stableSince">;

/** A gate as the execution has it, with how it stands for one server. */
export type ServerGate = { gate: HealthGate; progress: GateView };

/** The gates of a server in the order of its wave's profile. */
export function serverGates({ health }: Wave, { gates }: Pick<Server, "gates">): ServerGate[] {
  const byId = new Map(gates.map((progress) => [progress.id, progress]));
  return (health?.gates ?? []).flatMap((gate) => {
    const progress = byId.get(gate.id);
    return progress === undefined ? [] : [{ gate, progress }];
  });
}

/** The gates for which a server was given up: its error is what they said last. */
export function gatesNotPassed(server: Pick<ExecutionServerView, "status" | "cameTo" | "gates" | "error">): GateView[] {
  if (resultOf(server) !== "UNHEALTHY") return [];
  return server.gates.filter(({ state, words }) => state === "WAITING" && server.error?.includes(words) === true);
}

/** What was found of a gate, to stand beside its name: a sentence that does not name it again. */
export function gateFinding({ gate, progress: { checkedAt, words } }: ServerGate): string {
  if (checkedAt === null) return "Not asked yet.";
  const name = gateWords(gate);
  const rest = words.startsWith(name) ? words.slice(name.length).replace(/^[:\s]+/, "") : words;
  return `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}`;
}

/** What a launched server still waits for until it is healthy, in a line; null where EC2's status checks are all there is. */
export function gateWaitWords(wave: Wave, server: Server, nowMs: number | null): string | null {
  const { health } = wave;
  if (!isGated(health) || server.status !== "LAUNCHED") return null;
  if (!passesStatusChecks(server.instance)) {
    return `Waits for both EC2 status checks.${health.gates.length === 0 ? "" : " Its gates are asked then."}`;
  }
  const [first, ...more] = serverGates(wave, server).filter(({ progress }) => progress.state === "WAITING");
  if (first === undefined) return stableWords(health.stableSeconds, server.stableSince, nowMs);
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return `Waits for ${gateWords(first.gate)}${others}. ${gateFinding(first)}`;
}

function stableWords(stableSeconds: number, stableSince: string | null, nowMs: number | null): string {
  if (stableSeconds === 0 || stableSince === null || nowMs === null) return "Passes everything that is asked.";
  const passed = Math.floor((nowMs - Date.parse(stableSince)) / 1000);
  const shown = Math.min(stableSeconds, Math.max(0, passed));
  return stableSeconds < 120
    ? `Passes; stable for ${shown} of ${stableSeconds} s.`
    : `Passes; stable for ${formatPeriod(shown)} of ${formatPeriod(stableSeconds)}.`;
}
