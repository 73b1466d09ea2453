import { z } from "zod";

import { AppError } from "#lib/domain/errors.ts";
import type { Page } from "#lib/domain/paging.ts";

/** The sort key of the last row of a page: where the next one goes on. */
export type CursorKey = readonly (string | number)[];

export function toCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key in a cursor, null without a cursor. Throws `INVALID_REQUEST` for one that we did not write. */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string | undefined): T | null {
  if (cursor === undefined) return null;
  const key = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (key.success) return key.data;
  const reason = "Use the nextCursor of the page before, unchanged.";
  throw new AppError("INVALID_REQUEST", `The cursor is not one of this list. ${reason}`, {
    invalidParams: [{ name: "cursor", reason }],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A page of rows that were read with `limit + 1`: the one too many says that there is more. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null };
}

/** The cursor key of lists that are sorted by one unique name key. */
export const NameCursor = z.tuple([z.string().max(500)]).transform(([key]) => key);
