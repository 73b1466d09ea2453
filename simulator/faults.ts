import { z } from "zod";
import { fraction } from "./random.ts";

const rawError = z.string().max(65_536).optional();
const effect = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("error"),
    status: z.int().min(400).max(599),
    code: z.string().min(1),
    message: z.string().default(""),
    retryAfter: z.int().min(0).optional(),
  }),
  z.strictObject({
    kind: z.literal("latency"),
    seconds: z.number().min(0).max(3600),
    when: z.enum(["before", "after"]).default("after"),
  }),
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("lost-reply") }),
  z.strictObject({ kind: z.literal("launch-failed"), rawError }),
  z.strictObject({ kind: z.literal("conversion-failed"), rawError }),
  z.strictObject({ kind: z.literal("snapshot-failed"), rawError }),
  z.strictObject({ kind: z.literal("cleanup-failed"), rawError }),
  z.strictObject({ kind: z.literal("skipped"), rawError }),
  z.strictObject({ kind: z.literal("previous-snapshot") }),
  z.strictObject({ kind: z.literal("stuck") }),
  z.strictObject({ kind: z.literal("unhealthy") }),
]);

/** Something that goes wrong, as the control API takes it. Seconds are wall-clock seconds. */
export const FaultRule = z.strictObject({
  service: z.enum(["drs", "states", "sts", "ec2"]),
  operation: z.string().min(1).optional(),
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().min(1).optional(),
  sourceServerId: z.string().min(1).optional(),
  nth: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.int().min(1).optional(),
  effect,
});
export type FaultRule = z.infer<typeof FaultRule>;

const CALL_KINDS = ["error", "latency", "reset", "lost-reply"] as const;
export type CallFault = Extract<FaultRule["effect"], { kind: (typeof CALL_KINDS)[number] }>;
export type JobFault = Exclude<FaultRule["effect"], CallFault>;

type ActiveRule = FaultRule & { id: string; matched: number; applied: number };

/** What a rule is compared with. `mentions` answers whether a call names a source server. */
type FaultTarget = {
  service: string;
  operation: string;
  accountId: string;
  region: string;
  mentions: (sourceServerId: string) => boolean;
};

/** The active fault rules. Chance is decided by the seed, so a run can be repeated. */
export class Faults {
  private readonly seed: number;
  private rules: ActiveRule[] = [];
  private lastId = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  add(rule: FaultRule): string {
    this.lastId += 1;
    const id = `fault-${this.lastId}`;
    this.rules.push({ ...rule, id, matched: 0, applied: 0 });
    return id;
  }

  list(): readonly ActiveRule[] {
    return this.rules;
  }

  /** Removes one rule; false when there is none with that id. */
  remove(id: string): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((rule) => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The faults that befall a call, in the order in which their rules were added. Counts them as applied. */
  forCall(target: FaultTarget): CallFault[] {
    return this.rules.flatMap((rule) => (isCallFault(rule.effect) && this.applies(rule, target) ? [rule.effect] : []));
  }

  /** The fault of one of these kinds that befalls a server's job, if any. Counts it as applied. */
  forJob<Kind extends JobFault["kind"]>(
    target: FaultTarget,
    kinds: readonly Kind[],
  ): Extract<JobFault, { kind: Kind }> | undefined {
    for (const rule of this.rules) {
      const wanted = kinds.find((kind) => kind === rule.effect.kind);
      if (wanted && this.applies(rule, target)) return rule.effect as Extract<JobFault, { kind: Kind }>;
    }
    return undefined;
  }

  private applies(rule: ActiveRule, target: FaultTarget): boolean {
    if (rule.service !== target.service && !(rule.effect.kind === "unhealthy" && rule.service === "ec2")) return false;
    if (rule.operation && rule.operation !== target.operation && rule.effect.kind !== "unhealthy") return false;
    if (rule.accountId && rule.accountId !== target.accountId) return false;
    if (rule.region && rule.region !== target.region) return false;
    if (rule.sourceServerId && !target.mentions(rule.sourceServerId)) return false;
    rule.matched += 1;
    if (rule.nth !== undefined && rule.matched !== rule.nth) return false;
    if (rule.times !== undefined && rule.applied >= rule.times) return false;
    if (rule.probability !== undefined && fraction(this.seed, rule.id, rule.matched) >= rule.probability) return false;
    rule.applied += 1;
    return true;
  }
}

function isCallFault(candidate: FaultRule["effect"]): candidate is CallFault {
  return CALL_KINDS.some((kind) => kind === candidate.kind);
}
