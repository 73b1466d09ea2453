import { z } from "zod";

export const name = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]+$/);
export const resourceArn = z.string().min(1).max(256);
export const taskToken = z.string().min(1).max(2048);
/** JSON text of at most 256 KiB. */
export const data = z.string().max(262_144);
export const paging = {
  maxResults: z.int().min(0).max(1000).optional(),
  nextToken: z.string().min(1).max(1024).optional(),
};

/** A state or activity list is cut at 100 unless asked otherwise; 0 asks for the default. */
export function pageSize(maxResults: number | undefined): number | undefined {
  return maxResults === 0 ? undefined : maxResults;
}
