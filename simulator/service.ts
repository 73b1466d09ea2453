import { z } from "zod";

/** Services, by the names that requests are signed for. */
export const Service = z.enum([
  "drs",
  "states",
  "sts",
  "ec2",
  "ssm",
  "lambda",
  "sns",
  "servicequotas",
  "iam",
  "monitoring",
  "route53",
]);
export type Service = z.infer<typeof Service>;
