import type { GateProbe, GateProgress } from "./gate-progress.ts";
import type { WaveHealth } from "./health-profile.ts";

/** Whether a server has to do more than pass EC2's status checks. */
export function isGated(health: WaveHealth | null): health is WaveHealth {
  return health !== null && (health.gates.length > 0 || health.stableSeconds > 0);
}

/** What one look found of a gate. `unknown`: nobody answered, which neither passes nor breaks what passed before. */
export type GateFinding = { kind: "passes" | "fails" | "unknown"; words: string };

/** What a look leaves of a gate: a finding, or news of its probe, or both. */
export type GateLook = { finding?: GateFinding; probe?: GateProbe };

export type GateStanding = { gates: readonly GateProgress[]; stableSince: Date | null };

export type GateLimits = {
  stableSeconds: number;
  /** How long what a probe found counts, milliseconds. */
  probeCountsMs: number;
  now: Date;
};

export type GateVerdict = GateStanding & {
  /** Every gate passes, was asked just now, and has passed for long enough. */
  isHealthy: boolean;
  /** Something is worth being written down. */
  isNews: boolean;
};

/** How the gates of a server stand after a look. A gate that was not looked at stays as it was. */
export function advanceGates(
  before: GateStanding,
  looks: ReadonlyMap<string, GateLook>,
  limits: GateLimits,
): GateVerdict {
  const { now, stableSeconds } = limits;
  const gates = before.gates.map((gate) => advanceGate(gate, looks.get(gate.id) ?? {}, now));
  const isPassing = gates.every(({ state }) => state === "PASSING");
  const stableSince = isPassing ? (before.stableSince ?? now) : null;
  const isHealthy =
    stableSince !== null &&
    now.getTime() - stableSince.getTime() >= stableSeconds * 1000 &&
    gates.every((gate) => isCertain(gate, looks.get(gate.id) ?? {}, limits));
  const after = isHealthy ? gates.map((gate) => ({ ...gate, ...passed(now) })) : gates;
  const isNews =
    after.some((gate, place) => gate !== before.gates[place]) ||
    stableSince?.getTime() !== before.stableSince?.getTime();
  return { gates: after, stableSince, isHealthy, isNews };
}

function passed(now: Date) {
  return { state: "PASSED" as const, since: now.toISOString(), checkedAt: now.toISOString() };
}

/** The same gate where nothing is new. */
function advanceGate(gate: GateProgress, { finding, probe }: GateLook, now: Date): GateProgress {
  const probed = probe === undefined ? gate : { ...gate, probe };
  if (finding === undefined) return probed;
  const state = finding.kind === "unknown" ? gate.state : finding.kind === "passes" ? "PASSING" : "WAITING";
  if (state === gate.state && finding.words === gate.words && gate.since !== null) return probed;
  const at = now.toISOString();
  const since = state === gate.state ? (gate.since ?? at) : at;
  return { ...probed, state, since, checkedAt: at, words: finding.words };
}

/** It passed at this very look; a probe, whose answers come when they come, a moment ago. */
function isCertain(gate: GateProgress, { finding }: GateLook, { now, probeCountsMs }: GateLimits): boolean {
  if (finding !== undefined) return finding.kind === "passes";
  const answeredAt = gate.probe?.answeredAt ?? null;
  return answeredAt !== null && now.getTime() - Date.parse(answeredAt) <= probeCountsMs;
}

/** EC2's own checks failed: nothing that passed before counts any more. */
export function startOver({ gates, stableSince }: GateStanding, now: Date): GateVerdict {
  const words = "EC2's status checks failed after it had passed.";
  const at = now.toISOString();
  const after = gates.map((gate) =>
    gate.state === "WAITING" ? gate : { ...gate, state: "WAITING" as const, since: at, checkedAt: at, words },
  );
  const isNews = stableSince !== null || gates.some(({ state }) => state !== "WAITING");
  return { gates: after, stableSince: null, isHealthy: false, isNews };
}

/** Why a server is not healthy when its time is over although EC2's checks pass: which gates, and their last words. */
export function timeoutReason(
  gates: readonly GateProgress[],
  { timeoutMinutes, stableSeconds }: { timeoutMinutes: number; stableSeconds: number },
): string {
  const waiting = gates.filter(({ state }) => state === "WAITING");
  if (waiting.length === 0 && stableSeconds > 0) {
    return `After ${timeoutMinutes} min every gate passes, but not for ${stableSeconds} s without a break.`;
  }
  const words = (waiting.length > 0 ? waiting : gates).map((gate) => gate.words);
  return `After ${timeoutMinutes} min ${words.join(" ")}`;
}

export type ProbeLimits = {
  /** From the end of one probe to the next one, milliseconds. */
  repeatMs: number;
  /** After so long without an end a probe is given up, milliseconds. */
  giveUpMs: number;
  now: Date;
};

/** What is next for an instance probe. There is never a second one under way. */
export function nextOfProbe(
  probe: GateProbe | null,
  { repeatMs, giveUpMs, now }: ProbeLimits,
): "send" | "follow" | "give-up" | "wait" {
  if (probe === null) return "send";
  const since = (at: string) => now.getTime() - Date.parse(at);
  if (probe.closedAt !== null) return since(probe.closedAt) >= repeatMs ? "send" : "wait";
  if (since(probe.sentAt) >= giveUpMs) return "give-up";
  return probe.commandId === null ? "wait" : "follow";
}
