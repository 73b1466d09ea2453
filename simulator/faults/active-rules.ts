import { wallNow } from "../clock.ts";
import { fraction } from "../random.ts";
import { isCallEffect, type CallEffect } from "./call-effects.ts";
import { isInstanceEffect, type JobEffect } from "./job-effects.ts";
import type { FaultRule } from "./rule.ts";

/** A rule with what became of it. `addedAt` is in wall-clock milliseconds. */
type ActiveRule = FaultRule & {
  id: string;
  /** The scenario that brought the rule and takes it away again; null for a rule added by hand. */
  scenarioId: string | null;
  addedAt: number;
  matched: number;
  applied: number;
};

/** The rules as plain data, so that a save keeps them. */
export type FaultState = { rules: ActiveRule[]; lastId: number };

export function emptyFaults(): FaultState {
  return { rules: [], lastId: 0 };
}

/** What a rule is compared with. `mentions` answers whether a call names a resource, or a job is about it. */
type FaultTarget = {
  service: string;
  operation: string;
  accountId: string;
  region: string;
  mentions: (id: string) => boolean;
};
type CallTarget = FaultTarget & { hasPageToken: boolean };

/** An effect that befalls a call; `sourceServerId` is the server that its rule is about, if it is about one. */
export type CallFault = { effect: CallEffect; sourceServerId: string | undefined };
/** An effect of one kind that befalls a server's job. */
export type JobFault<Kind extends JobEffect["kind"]> = Extract<JobEffect, { kind: Kind }> & { ruleId: string };

/** The active fault rules. Chance is decided by the seed, so a run can be repeated. */
export class Faults {
  private readonly seed: number;
  private readonly state: FaultState;
  private readonly now: () => number;

  /** `now` answers wall-clock milliseconds. */
  constructor(seed: number, state: FaultState, now: () => number = wallNow) {
    this.seed = seed;
    this.state = state;
    this.now = now;
  }

  add(rule: FaultRule, scenarioId: string | null = null): string {
    this.state.lastId += 1;
    const id = `fault-${this.state.lastId}`;
    this.state.rules.push({ ...rule, id, scenarioId, addedAt: this.now(), matched: 0, applied: 0 });
    return id;
  }

  /** Every rule, with whether it can never apply again. */
  list(): (ActiveRule & { isOver: boolean })[] {
    const now = this.now();
    return this.state.rules.map((rule) => ({ ...rule, isOver: isOver(rule, now) }));
  }

  find(id: string): ActiveRule | undefined {
    return this.state.rules.find((rule) => rule.id === id);
  }

  remove(ids: readonly string[]): void {
    this.state.rules = this.state.rules.filter((rule) => !ids.includes(rule.id));
  }

  /** The faults that befall a call, in the order in which their rules were added. Counts them as applied. */
  forCall(target: CallTarget): CallFault[] {
    return this.state.rules.flatMap((rule) => {
      const { effect, sourceServerId } = rule;
      if (!isCallEffect(effect) || (effect.kind === "expired-page-token" && !target.hasPageToken)) return [];
      return this.applies(rule, target) ? [{ effect, sourceServerId }] : [];
    });
  }

  /** The fault of one kind that befalls a server's job, if any; only effects that `suits` count as applied. */
  forJob<Kind extends JobEffect["kind"]>(
    target: FaultTarget,
    kind: Kind,
    suits: (effect: Extract<JobEffect, { kind: Kind }>) => boolean = () => true,
  ): JobFault<Kind> | undefined {
    for (const rule of this.state.rules) {
      if (rule.effect.kind !== kind) continue;
      const effect = rule.effect as Extract<JobEffect, { kind: Kind }>;
      if (suits(effect) && this.applies(rule, target)) return { ...effect, ruleId: rule.id };
    }
    return undefined;
  }

  private applies(rule: ActiveRule, target: FaultTarget): boolean {
    const age = (this.now() - rule.addedAt) / 1000;
    if (age < (rule.afterSeconds ?? 0) || age >= endsAtAge(rule) || !matches(rule, target)) return false;
    rule.matched += 1;
    if (rule.nth !== undefined && rule.matched !== rule.nth) return false;
    if (rule.times !== undefined && rule.applied >= rule.times) return false;
    if (rule.probability !== undefined && fraction(this.seed, rule.id, rule.matched) >= rule.probability) return false;
    rule.applied += 1;
    return true;
  }
}

function matches(rule: ActiveRule, target: FaultTarget): boolean {
  // Instances are launched by DRS and seen in EC2: such a rule may name either, and whatever operation shows it.
  const isAboutInstance = isInstanceEffect(rule.effect);
  if (rule.service !== target.service && !isAboutInstance) return false;
  if (rule.operation && rule.operation !== target.operation && !isAboutInstance) return false;
  if (rule.accountId && rule.accountId !== target.accountId) return false;
  if (rule.region && rule.region !== target.region) return false;
  const names = [rule.sourceServerId, rule.jobId, rule.recoveryInstanceId, rule.availabilityZone];
  return names.every((name) => name === undefined || target.mentions(name));
}

function endsAtAge({ afterSeconds = 0, forSeconds = Infinity }: ActiveRule): number {
  return afterSeconds + forSeconds;
}

function isOver(rule: ActiveRule, now: number): boolean {
  const isUsedUp = rule.times !== undefined && rule.applied >= rule.times;
  const isMissed = rule.nth !== undefined && rule.matched >= rule.nth;
  return isUsedUp || isMissed || (now - rule.addedAt) / 1000 >= endsAtAge(rule);
}
