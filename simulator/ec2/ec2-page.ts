import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";

type PageRequest = { MaxResults?: number | undefined; NextToken?: string | undefined };
type Paging<Item> = {
  call: Pick<Call, "sim" | "here">;
  keyOf: (item: Item) => string;
  scope: string;
  filters?: unknown;
};

/** One page by EC2's MaxResults (5–1000) and NextToken. */
export function cutEc2Page<Item>(
  all: readonly Item[],
  { MaxResults, NextToken }: PageRequest,
  paging: Paging<Item>,
): { items: Item[]; NextToken?: string } {
  if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > 1000)) {
    throw new AwsError(
      { status: 400, code: "InvalidParameterValue" },
      "Value for parameter maxResults must be between 5 and 1000",
    );
  }
  try {
    const request = { maxResults: MaxResults, nextToken: NextToken };
    const { items, nextToken } = cutPage(all, request, { ...paging, defaultSize: 1000, largestSize: 1000 });
    return { items, ...(nextToken !== undefined && { NextToken: nextToken }) };
  } catch (error) {
    if (!(error instanceof InvalidPageToken)) throw error;
    throw new AwsError({ status: 400, code: "InvalidNextToken" }, "Invalid value for parameter NextToken");
  }
}
