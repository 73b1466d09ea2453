import { z } from "zod";

/** What makes two names the same: surrounding space, runs of space, case and Unicode composition do not count. */
export function nameKey(name: string): string {
  return tidy(name).toLowerCase();
}

function tidy(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ");
}

const CONTROL_CHARACTERS = /\p{Cc}|\p{Cf}/u;

/** A name that people give: 1 to 100 visible characters, stored tidied. */
export const Name = z
  .string()
  .max(400)
  .transform(tidy)
  .pipe(
    z
      .string()
      .min(1, "A name needs at least one visible character.")
      .max(100)
      .refine((name) => !CONTROL_CHARACTERS.test(name), "A name cannot hold control characters."),
  );

export const Description = z
  .string()
  .trim()
  .max(2000)
  .nullish()
  .transform((text) => (text === undefined || text === "" ? null : text));

export const Comment = Description;
