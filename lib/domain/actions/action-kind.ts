import { z } from "zod";

/** Before the servers of the wave are launched, or after they are healthy. */
export const ActionStage = z.enum(["BEFORE", "AFTER"]);
export type ActionStage = z.infer<typeof ActionStage>;

export const MAX_ACTIONS = 50;

export const ActionKind = z.enum([
  "SSM_AUTOMATION",
  "SSM_COMMAND",
  "LAMBDA",
  "WEBHOOK",
  "HTTP_CHECK",
  "TCP_CHECK",
  "CLOUDWATCH_ALARM",
  "ROUTE53_RECORD",
  "WAIT",
  "MANUAL_TASK",
]);
export type ActionKind = z.infer<typeof ActionKind>;

/** Whether doing it twice does no more than doing it once, so that it may be repeated when its end is not known. */
export function isRepeatable(kind: ActionKind): boolean {
  switch (kind) {
    case "HTTP_CHECK":
    case "TCP_CHECK":
    case "CLOUDWATCH_ALARM":
    case "ROUTE53_RECORD":
    case "WAIT":
      return true;
    case "SSM_AUTOMATION":
    case "SSM_COMMAND":
    case "LAMBDA":
    case "WEBHOOK":
    case "MANUAL_TASK":
      return false;
  }
}
