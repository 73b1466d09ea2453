import { z } from "zod";
import { wallNow } from "../clock.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import { sfnError } from "./errors.ts";
import { seal, unseal } from "./seal.ts";

const TOKEN_LIFE_MS = 24 * 3600 * 1000;

type ListRequest = { maxResults?: number | undefined; nextToken?: string | undefined };

/** How a list is cut: its key per item, and the call with everything in it that must not change from page to page. */
type ListPaging<Item> = { keyOf: (item: Item) => string; scope: string };

const Cursor = z.tuple([z.number(), z.string()]);

/** One page of a list; 100 items unless asked otherwise. Tokens are opaque, live 24 hours and belong to one call. */
export function cutList<Item>(items: readonly Item[], request: ListRequest, paging: ListPaging<Item>) {
  try {
    const { items: page, nextToken } = cutPage(
      items,
      { maxResults: request.maxResults || undefined, nextToken: openToken(request.nextToken) },
      { ...paging, defaultSize: 100, largestSize: 1000 },
    );
    return { page, next: nextToken === undefined ? {} : { nextToken: sealToken(nextToken) } };
  } catch (error) {
    if (error instanceof InvalidPageToken) throw invalidToken();
    throw error;
  }
}

function sealToken(token: string): string {
  return seal(JSON.stringify([wallNow() + TOKEN_LIFE_MS, token]));
}

function openToken(sealed: string | undefined): string | undefined {
  if (sealed === undefined) return undefined;
  const text = unseal(sealed);
  if (text === undefined) throw invalidToken();
  const [expiresAt, token] = Cursor.parse(JSON.parse(text));
  if (expiresAt <= wallNow()) throw invalidToken();
  return token;
}

function invalidToken() {
  return sfnError("InvalidToken", "Invalid Token: 'Invalid token'");
}
