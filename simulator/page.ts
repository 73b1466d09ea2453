import { AwsError } from "./aws-error.ts";

type PageRequest = { maxResults?: number | undefined; nextToken?: string | undefined };
type Page<Item> = { items: Item[]; nextToken?: string };

/** How a list is cut: its key per item, what the token belongs to, and how many items a page holds. */
type Paging<Item> = { keyOf: (item: Item) => string; scope: string; defaultSize: number; largestSize: number };

type Cursor = { scope: string; key: string; index: number };

/**
 * One page of a list. Tokens are opaque, belong to one operation, and continue behind the last item that was seen, even when
 * newer items appeared in front of it. Throws InvalidPageToken for anything else.
 */
export function cutPage<Item>(items: readonly Item[], request: PageRequest, paging: Paging<Item>): Page<Item> {
  const size = Math.min(request.maxResults ?? paging.defaultSize, paging.largestSize);
  const start = request.nextToken ? startAfter(items, readCursor(request.nextToken, paging.scope), paging) : 0;
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  if (!last || start + size >= items.length) return { items: page };
  return { items: page, nextToken: writeCursor({ scope: paging.scope, key: paging.keyOf(last), index: start + size }) };
}

/** A token that this operation did not give out. */
export class InvalidPageToken extends AwsError {
  constructor() {
    super({ status: 400, code: "ValidationException" }, "Invalid pagination token");
  }
}

function startAfter<Item>(items: readonly Item[], cursor: Cursor, paging: Paging<Item>): number {
  const found = items.findIndex((item) => paging.keyOf(item) === cursor.key);
  return found === -1 ? Math.min(cursor.index, items.length) : found + 1;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.scope, cursor.key, cursor.index])).toString("base64url");
}

function readCursor(token: string, scope: string): Cursor {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (!Array.isArray(parsed)) throw new InvalidPageToken();
    const [tokenScope, key, index] = parsed as unknown[];
    if (tokenScope !== scope || typeof key !== "string" || typeof index !== "number") throw new InvalidPageToken();
    return { scope, key, index };
  } catch {
    throw new InvalidPageToken();
  }
}
