import { AwsError } from "./aws-error.ts";
import { wallNow } from "./clock.ts";
import type { Call } from "./operation.ts";
import { openCursor, sealCursor, type Cursor, type TokenUse } from "./page-token.ts";

type PageRequest = { maxResults?: number | undefined; nextToken?: string | undefined };
type Page<Item> = { items: Item[]; nextToken?: string };

/** How a list is cut, and what its tokens are bound to: the caller's account and Region, the list, and its filters. */
type Paging<Item> = {
  call: Pick<Call, "sim" | "here">;
  /** The operation and whatever names the list it returns. */
  scope: string;
  /** What selects and orders the items; a token does not continue a list that was asked for otherwise. */
  filters?: unknown;
  keyOf: (item: Item) => string;
  defaultSize: number;
  largestSize: number;
};

/**
 * One page of a list. Tokens are sealed, last 24 hours, and continue behind the last item that was seen, even when newer items appeared
 * in front of it. Throws InvalidPageToken for one of another list, account, Region or set of filters.
 */
export function cutPage<Item>(items: readonly Item[], request: PageRequest, paging: Paging<Item>): Page<Item> {
  const use = tokenUse(paging);
  const size = Math.min(request.maxResults ?? paging.defaultSize, paging.largestSize);
  const start = request.nextToken ? startAfter(items, readCursor(request.nextToken, use), paging) : 0;
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  if (last === undefined || start + size >= items.length) return { items: page };
  return { items: page, nextToken: sealCursor({ key: paging.keyOf(last), index: start + size }, use, wallNow()) };
}

/** A token that this operation did not give out, or not for this. */
export class InvalidPageToken extends AwsError {
  constructor() {
    super({ status: 400, code: "ValidationException" }, "Invalid pagination token");
  }
}

function tokenUse<Item>({ call: { sim, here }, scope, filters = null }: Paging<Item>): TokenUse {
  return { seed: sim.seed, list: JSON.stringify([here.accountId, here.region, scope, filters]) };
}

/** Most lists did not change meanwhile, so the last item is looked for where it was first. */
function startAfter<Item>(items: readonly Item[], { key, index }: Cursor, { keyOf }: Paging<Item>): number {
  const expected = items[index - 1];
  if (expected !== undefined && keyOf(expected) === key) return index;
  const found = items.findIndex((item) => keyOf(item) === key);
  return found === -1 ? Math.min(index, items.length) : found + 1;
}

function readCursor(token: string, use: TokenUse): Cursor {
  const cursor = openCursor(token, use, wallNow());
  if (!cursor) throw new InvalidPageToken();
  return cursor;
}
