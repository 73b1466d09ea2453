import type { GetCallerIdentityRequest } from "@aws-sdk/client-sts";
import { hexDigits } from "../random.ts";
import { implement } from "../wire/operation.ts";

export const getCallerIdentity = implement<GetCallerIdentityRequest>(
  "GetCallerIdentity",
  ({ accountId, callerArn }) => ({
    Arn: callerArn,
    UserId: `AIDA${hexDigits(17, callerArn).toUpperCase()}`,
    Account: accountId,
  }),
);
