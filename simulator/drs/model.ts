import { z } from "zod";

// Patterns, lengths and list sizes of the DRS API model 2020-02-26; clients check almost none of them.
export const sourceServerId = z
  .string()
  .length(19)
  .regex(/^s-[0-9a-zA-Z]{17}$/);
export const jobId = z
  .string()
  .length(24)
  .regex(/^drsjob-[0-9a-zA-Z]{17}$/);
export const recoverySnapshotId = z
  .string()
  .length(21)
  .regex(/^pit-[0-9a-zA-Z]{17}$/);
export const recoveryInstanceId = z
  .string()
  .min(10)
  .max(19)
  .regex(/^i-[0-9a-fA-F]{8,}$/);
export const accountIdText = z
  .string()
  .length(12)
  .regex(/[0-9]{12}/);
export const arn = z
  .string()
  .min(20)
  .max(2048)
  .regex(/^arn:.{16,2044}$/s);
/** Wall-clock milliseconds out of the model's datetime; only the `Z` form is accepted. */
export const datetime = z
  .string()
  .min(19)
  .max(32)
  .regex(/^[1-9][0-9]*-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([0-1][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?Z$/)
  .transform((text) => Date.parse(text));
export const tagsMap = z
  .record(z.string().max(256), z.string().max(256))
  .refine((tags) => Object.keys(tags).length <= 50, "at most 50 tags");
export const paging = { maxResults: z.int().min(1).optional(), nextToken: z.string().max(2048).optional() };
