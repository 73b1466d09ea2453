import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import { refused } from "./errors.ts";

type PageRequest = { MaxResults?: number | undefined; NextToken?: string | undefined };
type Paging<Item> = {
  call: Pick<Call, "sim" | "here">;
  keyOf: (item: Item) => string;
  scope: string;
  smallest?: number;
  largest?: number;
};

/** One page by EC2's MaxResults (5–1000 unless told otherwise) and NextToken. */
export function cutEc2Page<Item>(
  all: readonly Item[],
  { MaxResults, NextToken, ...filters }: PageRequest,
  { smallest = 5, largest = 1000, ...paging }: Paging<Item>,
): { items: Item[]; NextToken?: string } {
  if (MaxResults !== undefined && (MaxResults < smallest || MaxResults > largest)) {
    throw refused("InvalidParameterValue", `Value for parameter maxResults must be between ${smallest} and ${largest}`);
  }
  try {
    const request = { maxResults: MaxResults, nextToken: NextToken };
    const { items, nextToken } = cutPage(all, request, {
      ...paging,
      filters,
      defaultSize: largest,
      largestSize: largest,
    });
    return { items, ...(nextToken !== undefined && { NextToken: nextToken }) };
  } catch (error) {
    if (!(error instanceof InvalidPageToken)) throw error;
    throw refused("InvalidNextToken", "Invalid value for parameter NextToken");
  }
}

/** EC2 refuses MaxResults beside a list of ids. `parameter` is the list's name in EC2's own words, such as `instancesSet`. */
export function refuseIdsWithPage(ids: readonly string[] | undefined, page: PageRequest, parameter: string): void {
  if (!ids?.length || page.MaxResults === undefined) return;
  throw refused(
    "InvalidParameterCombination",
    `The parameter ${parameter} cannot be used with the parameter maxResults`,
  );
}
