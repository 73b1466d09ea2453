import { z } from "zod";

import { AppError } from "#lib/domain/errors.ts";

const RowId = z.guid();

/** An id as it stands in an address. Throws `NOT_FOUND` for what cannot be one, since nothing has it. */
export function requireRowId(id: string, notFound: string): string {
  const parsed = RowId.safeParse(id);
  if (!parsed.success) throw new AppError("NOT_FOUND", notFound);
  return parsed.data.toLowerCase();
}
