import type { AssumeRoleRequest } from "@aws-sdk/client-sts";
import type { AwsError } from "../aws-error.ts";
import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import { issueAccessKeyId } from "../sigv4.ts";
import { implement } from "../wire/operation.ts";
import { QUERY_WORDS } from "../wire/words.ts";
import { issueSessionToken } from "./session.ts";

/** Temporary credentials of a seeded role; its trust policy asks for the external id. Expiry is in wall-clock time. */
export const assumeRole = implement<AssumeRoleRequest>("AssumeRole", (call, input) => {
  const { RoleArn, RoleSessionName, DurationSeconds = 3600, ExternalId } = input;
  const accountId = RoleArn.split(":")[4] ?? "";
  const account = call.sim.world.accounts.get(accountId);
  const isTrusted = account?.roleArn === RoleArn && (account.externalId === null || account.externalId === ExternalId);
  if (!isTrusted) throw denied(call, RoleArn);
  const roleName = RoleArn.split("/").at(-1) ?? "";
  const expiresAt = wallNow() + DurationSeconds * 1000;
  const accessKeyId = issueAccessKeyId({ accountId, expiresAt });
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROA${hexDigits(17, RoleArn).toUpperCase()}:${RoleSessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${RoleSessionName}`,
    },
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: hexDigits(40, accessKeyId),
      SessionToken: issueSessionToken({ roleName, sessionName: RoleSessionName }),
      Expiration: new Date(expiresAt),
    },
  };
});

function denied({ callerArn }: Call, resource: string): AwsError {
  return QUERY_WORDS.denied({ callerArn, action: "sts:AssumeRole", resource });
}
