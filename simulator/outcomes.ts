import { z } from "zod";

const where = {
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().min(1).optional(),
  /** How often the rule applies; without it, always. */
  times: z.int().min(1).optional(),
};
const text = z.string().min(1);
const seconds = z.number().min(0).max(2_592_000).optional();

const SsmRule = z.strictObject({
  service: z.literal("ssm"),
  ...where,
  documentName: text.optional(),
  instanceId: text.optional(),
  sourceServerId: text.optional(),
  /** Text that stands in the commands or parameters. */
  contains: text.optional(),
  outcome: z.strictObject({
    status: z.enum(["Success", "Failed", "TimedOut", "Cancelled", "Undeliverable"]).default("Success"),
    exitCode: z.int().optional(),
    standardOutput: z.string().optional(),
    standardError: z.string().optional(),
    seconds,
    outputs: z.record(text, z.array(z.string())).optional(),
    failureMessage: z.string().optional(),
    waitsForApproval: z.boolean().optional(),
  }),
});

const LambdaRule = z.strictObject({
  service: z.literal("lambda"),
  ...where,
  functionName: text.optional(),
  contains: text.optional(),
  outcome: z.strictObject({
    payload: z.unknown().optional(),
    functionError: z.enum(["Handled", "Unhandled"]).optional(),
    statusCode: z.int().min(200).max(299).optional(),
    seconds,
    logs: z.string().optional(),
  }),
});

const AlarmRule = z.strictObject({
  service: z.literal("monitoring"),
  ...where,
  alarmName: text,
  outcome: z.strictObject({
    /** States from when the rule was added on, in seconds. */
    states: z
      .array(
        z.strictObject({
          afterSeconds: z.number().min(0),
          state: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]),
          reason: text.max(1023).optional(),
        }),
      )
      .min(1),
  }),
});

/** How a command, an automation, an invocation or an alarm turns out, as the control API takes it. Seconds are simulated ones. */
export const OutcomeRule = z.discriminatedUnion("service", [SsmRule, LambdaRule, AlarmRule]);
export type OutcomeRule = z.infer<typeof OutcomeRule>;

type RuleOf<Service extends OutcomeRule["service"]> = Extract<OutcomeRule, { service: Service }>;
export type SsmOutcome = RuleOf<"ssm">["outcome"];
export type LambdaOutcome = RuleOf<"lambda">["outcome"];

/** A rule with what became of it; `addedAt` is in simulated milliseconds. */
export type ScriptedOutcome = OutcomeRule & { id: string; addedAt: number; applied: number };

/** All rules, in the order in which they were added. */
export type Outcomes = { issued: number; rules: ScriptedOutcome[] };

export function emptyOutcomes(): Outcomes {
  return { issued: 0, rules: [] };
}

/** Adds a rule and answers its id. `at` is the simulated moment. */
export function addOutcome(outcomes: Outcomes, rule: OutcomeRule, at: number): string {
  outcomes.issued += 1;
  const id = `outcome-${outcomes.issued}`;
  outcomes.rules.push({ ...rule, id, addedAt: at, applied: 0 });
  return id;
}

type Place = { accountId: string; region: string };
type Scripted<Service extends OutcomeRule["service"]> = Extract<ScriptedOutcome, { service: Service }>;

/** The rules of a service that hold at a place and are not used up, in the order in which they were added. */
export function outcomesFor<Service extends OutcomeRule["service"]>(
  { rules }: Outcomes,
  service: Service,
  { accountId, region }: Place,
): Scripted<Service>[] {
  const isOfService = (rule: ScriptedOutcome): rule is Scripted<Service> => rule.service === service;
  return rules.filter(isOfService).filter((rule) => {
    const isHere = (rule.accountId ?? accountId) === accountId && (rule.region ?? region) === region;
    return isHere && (rule.times === undefined || rule.applied < rule.times);
  });
}
