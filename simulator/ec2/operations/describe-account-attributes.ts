import type { DescribeAccountAttributesRequest, DescribeAccountAttributesResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";

const ATTRIBUTES: Record<string, string> = {
  "supported-platforms": "VPC",
  "vpc-max-security-groups-per-interface": "5",
  "max-elastic-ips": "5",
  "max-instances": "20",
  "vpc-max-elastic-ips": "5",
  "default-vpc": "none",
};

/** What every account has: the quotas that count are those of Service Quotas. */
export const describeAccountAttributes = implement<DescribeAccountAttributesRequest>(
  "DescribeAccountAttributes",
  (_call, { AttributeNames = [] }): DescribeAccountAttributesResult => {
    const wanted = Object.entries(ATTRIBUTES).filter(
      ([name]) => AttributeNames.length === 0 || AttributeNames.some((each) => each === name),
    );
    return {
      AccountAttributes: wanted.map(([AttributeName, AttributeValue]) => ({
        AttributeName,
        AttributeValues: [{ AttributeValue }],
      })),
    };
  },
);
