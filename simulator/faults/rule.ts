import { z } from "zod";
import { CALL_EFFECTS, isCallEffect, type CallEffect } from "./call-effects.ts";
import { INSTANCE_EFFECTS, isInstanceEffect, JOB_EFFECTS } from "./job-effects.ts";
import { Service } from "../service.ts";

const name = z.string().min(1).optional();

/** Something that goes wrong, as the control API takes it. A rule without a matcher matches everything of its service. */
export const FaultRule = z
  .strictObject({
    service: Service,
    operation: name,
    accountId: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    region: name,
    // Matched by what a call mentions, or by what a job is about.
    sourceServerId: name,
    jobId: name,
    recoveryInstanceId: name,
    availabilityZone: name,
    nth: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    times: z.int().min(1).optional(),
    /** Wall-clock seconds after it was added during which the rule sleeps, and then lasts. */
    afterSeconds: z.number().min(0).optional(),
    forSeconds: z.number().positive().optional(),
    effect: z.discriminatedUnion("kind", [...CALL_EFFECTS, ...JOB_EFFECTS, ...INSTANCE_EFFECTS]),
  })
  .superRefine(({ service, effect }, context) => {
    const allowed = servicesOf(effect);
    if (allowed.includes(service)) return;
    context.addIssue({
      code: "custom",
      path: ["service"],
      message: `'${effect.kind}' is a fault of ${allowed.join(" or ")}`,
    });
  });
export type FaultRule = z.infer<typeof FaultRule>;

const CHANGES_SERVERS: CallEffect["kind"][] = ["server-deleted", "foreign-job"];

function servicesOf(effect: FaultRule["effect"]): readonly Service[] {
  if (isInstanceEffect(effect)) return ["ec2", "drs"];
  if (!isCallEffect(effect) || CHANGES_SERVERS.includes(effect.kind)) return ["drs"];
  return Service.options;
}
