import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import { sfnError } from "./errors.ts";

type ListRequest = { maxResults?: number | undefined; nextToken?: string | undefined };

/** How a list is cut: its key per item, and the call with everything in it that must not change from page to page. */
type ListPaging<Item> = { call: Pick<Call, "sim" | "here">; keyOf: (item: Item) => string; scope: string };

/** One page of a list; 100 items unless asked otherwise. */
export function cutList<Item>(items: readonly Item[], request: ListRequest, paging: ListPaging<Item>) {
  try {
    const { items: page, ...next } = cutPage(
      items,
      { maxResults: request.maxResults || undefined, nextToken: request.nextToken },
      { ...paging, defaultSize: 100, largestSize: 1000 },
    );
    return { page, next };
  } catch (error) {
    if (error instanceof InvalidPageToken) throw sfnError("InvalidToken", "Invalid Token: 'Invalid token'");
    throw error;
  }
}
