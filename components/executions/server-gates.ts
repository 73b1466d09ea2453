import { gateWords } from "#components/health-gates/gate-words.ts";
import { formatPeriod } from "#components/ui/format.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import type { GateView } from "#lib/domain/health-gates/gate-progress.ts";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

import { listWords } from "./execution-words.ts";

type Wave = Pick<ExecutionWaveView, "health">;
type Server = Pick<ExecutionServerView, "status" | "cameTo" | "instance" | "gates" | "stableSince">;

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

/** EC2 says that the instance runs and passes both checks; gates are not asked before. */
export function passesEc2Checks({ instance }: Pick<Server, "instance">): boolean {
  return instance?.state === "running" && instance.systemStatus === "ok" && instance.instanceStatus === "ok";
}

/** The gates that were asked and for which a server was given up. */
export function gatesNotPassed(server: Pick<Server, "status" | "cameTo" | "gates">): GateView[] {
  if (resultOf(server) !== "UNHEALTHY") return [];
  return server.gates.filter(({ state, checkedAt }) => state === "WAITING" && checkedAt !== null);
}

/** The same by what they ask, each once: `HTTP :8443/health on the instance and Alarm orders-latency`. */
export function notPassedWords(waves: readonly Wave[], servers: readonly Server[]): string {
  const failed = new Set(servers.flatMap(gatesNotPassed).map(({ id }) => id));
  const gates = waves.flatMap(({ health }) => health?.gates ?? []).filter(({ id }) => failed.has(id));
  return listWords([...new Set(gates.map(gateWords))]);
}

/** What a launched server still waits for until it is healthy, in a line; null where its wave has no profile. */
export function gateWaitWords(wave: Wave, server: Server, nowMs: number | null): string | null {
  if (wave.health === null || server.status !== "LAUNCHED") return null;
  if (!passesEc2Checks(server)) return "Waits for both EC2 status checks. Its gates are asked then.";
  const [first, ...more] = serverGates(wave, server).filter(({ progress }) => progress.state === "WAITING");
  if (first === undefined) return stableWords(wave.health.stableSeconds, server.stableSince, nowMs);
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return `Waits for ${gateWords(first.gate)}${others}. ${first.progress.words}`;
}

function stableWords(stableSeconds: number, stableSince: string | null, nowMs: number | null): string {
  if (stableSeconds === 0 || stableSince === null || nowMs === null) return "Passes everything that is asked.";
  const passed = Math.floor((nowMs - Date.parse(stableSince)) / 1000);
  const shown = Math.min(stableSeconds, Math.max(0, passed));
  return stableSeconds < 120
    ? `Passes; stable for ${shown} of ${stableSeconds} s.`
    : `Passes; stable for ${formatPeriod(shown)} of ${formatPeriod(stableSeconds)}.`;
}
