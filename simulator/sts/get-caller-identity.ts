import { z } from "zod";
import { operation } from "../operation.ts";
import { hexDigits } from "../random.ts";

export const getCallerIdentity = operation({
  name: "GetCallerIdentity",
  input: z.object({}),
  run: ({ accountId, callerArn }) => ({
    Arn: callerArn,
    UserId: `AIDA${hexDigits(17, callerArn).toUpperCase()}`,
    Account: accountId,
  }),
});
