import { cutPage, InvalidPageToken } from "../page.ts";
import { ssmError } from "./errors.ts";

type PageRequest = { MaxResults?: number | undefined; NextToken?: string | undefined };

/** One page in SSM's dialect. Throws InvalidNextToken. */
export function cutSsmPage<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: PageRequest,
  paging: Parameters<typeof cutPage<Item>>[2],
): ReturnType<typeof cutPage<Item>> {
  try {
    return cutPage(items, { maxResults: MaxResults, nextToken: NextToken }, paging);
  } catch (error) {
    throw error instanceof InvalidPageToken ? ssmError("InvalidNextToken", "The specified token isn't valid.") : error;
  }
}
