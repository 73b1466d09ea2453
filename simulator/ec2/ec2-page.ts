import { AwsError } from "../aws-error.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import type { Form } from "../query/form.ts";
import type { LivingInstance } from "./instance-query.ts";

/** One page of instances by EC2's MaxResults (5–1000) and NextToken. */
export function cutEc2Page(
  all: LivingInstance[],
  form: Form,
  scope: string,
): { items: LivingInstance[]; nextToken?: string } {
  const maxResults = form["MaxResults"] === undefined ? undefined : Number(form["MaxResults"]);
  if (maxResults !== undefined && !(Number.isInteger(maxResults) && maxResults >= 5 && maxResults <= 1000)) {
    throw new AwsError(
      { status: 400, code: "InvalidParameterValue" },
      "Value for parameter maxResults must be between 5 and 1000",
    );
  }
  try {
    const request = { maxResults, nextToken: form["NextToken"] };
    return cutPage(all, request, {
      keyOf: (each) => each.instance.instanceId,
      scope,
      defaultSize: 1000,
      largestSize: 1000,
    });
  } catch (error) {
    if (!(error instanceof InvalidPageToken)) throw error;
    throw new AwsError({ status: 400, code: "InvalidNextToken" }, "Invalid value for parameter NextToken");
  }
}
