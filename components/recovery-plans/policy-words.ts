import { listWords } from "#components/executions/execution-words.ts";
import { formatNoun } from "#components/ui/format.ts";
import { dependentsOf } from "#lib/domain/wave-graph.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

import { draftNodes, waveLabel } from "./draft-graph.ts";
import { type DraftWave, numberOf, type PlanDraft } from "./draft.ts";

/** What a wave does once it can no longer pass, and what that means for the waves behind it. */
export function failureConsequence(draft: PlanDraft, wave: Pick<DraftWave, "key" | "onFailure">): string {
  const behind = wavesBehind(draft, wave.key);
  const next = draft.waves.filter((other) => other.dependsOn.includes(wave.key));
  switch (wave.onFailure) {
    case "ASK":
      return `The wave waits and a person decides: retry, skip, continue or abort. Running launches go on. ${
        behind.length === 0
          ? "No other wave waits for it."
          : `${capital(waveNames(draft, behind))} ${be(behind, "waits", "wait")} for the answer.`
      }`;
    case "CONTINUE":
      return `Nobody is asked. Failed servers are left behind, the rest goes on. ${
        next.length === 0
          ? "No other wave waits for it."
          : `${capital(waveNames(draft, next))} ${be(next, "starts", "start")} once the rest is settled.`
      }`;
    case "ABORT":
      return `The wave fails at once. Nothing more of it is launched; running launches go on. ${
        behind.length === 0
          ? "No other wave waits for it."
          : `${capital(waveNames(draft, behind))} ${be(behind, "is", "are")} cancelled. Waves that do not wait for it go on.`
      }`;
  }
}

/** When a wave starts, which depends on what the waves before it do with failures. */
export function startsAfterWords(draft: PlanDraft, wave: Pick<DraftWave, "dependsOn">): string {
  const before = draft.waves.filter((other) => wave.dependsOn.includes(other.key));
  if (before.length === 0) return "It waits for no other wave and starts at once.";
  const by = (onFailure: OnFailure) => before.filter((other) => other.onFailure === onFailure);
  const [ask, goOn, abort] = [by("ASK"), by("CONTINUE"), by("ABORT")];
  const isOne = before.length === 1;
  if (goOn.length === before.length) {
    return `It starts when ${isOne ? "this is" : "all of these are"} over, also when servers failed.`;
  }
  const passed = `It starts when ${isOne ? "this has" : "all of these have"} passed.`;
  if (abort.length === before.length) return `${passed} If ${isOne ? "it" : "one"} fails, it does not start.`;
  if (ask.length === before.length) return `${passed} If ${isOne ? "it" : "one"} cannot pass, a person decides first.`;
  const parts = [
    abort.length > 0 && `it does not start if ${waveNames(draft, abort)} ${be(abort, "fails", "fail")}`,
    ask.length > 0 && `a person decides first if ${waveNames(draft, ask)} cannot pass`,
    goOn.length > 0 && `failures in ${waveNames(draft, goOn)} do not hold it back`,
  ].filter((part) => part !== false);
  return `${passed} ${capital(parts.join("; "))}.`;
}

/** How many servers must be healthy for a wave to pass, by the numbers of today. */
export function passWords(wave: Pick<DraftWave, "passPercent" | "optionalServerIds">, servers: number): string {
  const percent = wave.passPercent ?? 100;
  const critical = Math.max(0, servers - wave.optionalServerIds.length);
  if (servers > 0 && critical === 0) return "It always passes: each of its servers may fail.";
  if (percent >= 100) {
    return critical === 0
      ? "It passes when every critical server is healthy."
      : `It passes when ${critical === 1 ? "its critical server is" : `all ${formatNoun(critical, "critical server")} are`} healthy.`;
  }
  const needed = Math.ceil((critical * percent) / 100);
  return critical === 0
    ? `It passes when ${percent} % of its critical servers are healthy.`
    : `It passes when ${needed} of ${formatNoun(critical, "critical server")} ${needed === 1 ? "is" : "are"} healthy.`;
}

export function retryWords(automaticRetries: number): string {
  if (automaticRetries === 0) return "No launch is repeated by itself.";
  const times = automaticRetries === 1 ? "once" : automaticRetries === 2 ? "twice" : `${automaticRetries} times`;
  return `A launch is repeated ${times} where its cause may pass by itself: no capacity in the zone, throttling, trouble inside AWS, a timeout, a snapshot or conversion that failed. Any other cause counts at once.`;
}

/** The policy in a few words for a row of the table; what is as usual is left out. */
export function policyTags(wave: Pick<DraftWave, "passPercent" | "automaticRetries" | "optionalServerIds">): string[] {
  const optional = wave.optionalServerIds.length;
  return [
    wave.passPercent !== null && wave.passPercent < 100 && `passes at ${wave.passPercent} %`,
    wave.automaticRetries > 0 && formatNoun(wave.automaticRetries, "retry", "retries"),
    optional > 0 && `${optional} optional`,
  ].filter((tag) => tag !== false);
}

/** Every wave that waits for this one, directly or through others, in the plan's order. */
function wavesBehind(draft: PlanDraft, key: string): DraftWave[] {
  const numbers = new Set(dependentsOf(draftNodes(draft), numberOf(draft, key)));
  return draft.waves.filter((_, index) => numbers.has(index + 1));
}

function waveNames(draft: PlanDraft, waves: readonly DraftWave[]): string {
  const names = listWords(waves.map((wave) => waveLabel(draft, wave)));
  return `${waves.length === 1 ? "wave" : "waves"} ${names}`.replace(/^wave wave /, "wave ");
}

function be(waves: readonly unknown[], one: string, many: string): string {
  return waves.length === 1 ? one : many;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
