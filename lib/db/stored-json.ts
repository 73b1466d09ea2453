import type { z } from "zod";

/** A JSON column does not hold what the code that wrote it promised: a defect or a hand on the database. */
export class StoredJsonError extends Error {
  override readonly name = "StoredJsonError";
}

export function readStoredJson<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new StoredJsonError("A stored JSON value cannot be read.", { cause: parsed.error });
  return parsed.data;
}
