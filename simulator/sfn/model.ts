import { z } from "zod";
import { sfnError } from "./errors.ts";

export const name = z.string().min(1).max(80);
export const resourceArn = z.string().min(1).max(256);
export const taskToken = z.string().min(1).max(2048);
/** JSON text of at most 256 KiB. */
export const data = z.string().max(262_144);
export const errorName = z.string().max(256);
export const errorCause = z.string().max(32_768);
export const definition = z.string().min(1).max(1_048_576);
export const description = z.string().max(256);
export const machineType = z.enum(["STANDARD", "EXPRESS"]);
export const configuration = z.record(z.string(), z.unknown());
export const tagList = z.array(z.object({ key: z.string().min(1).max(128), value: z.string().max(256) }));
export const paging = {
  maxResults: z.int().min(0).max(1000).optional(),
  nextToken: z.string().min(1).max(1024).optional(),
};

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]+$/;

/** Throws InvalidName for a name with white space, brackets, wildcards or special characters. */
export function requireValidName(text: string): void {
  if (!NAME.test(text)) throw sfnError("InvalidName", `Invalid Name: '${text}'`);
}
