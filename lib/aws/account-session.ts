import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

/** How to get into an account that the product operates. */
export type AccountAccess = { accountId: string; roleArn: string; externalId: string };

export type AwsSettings = { homeRegion: string; endpoint: string | undefined };

export type SessionCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
};

/** Role chaining ends after one hour, whatever is asked for (AWS STS). */
const SESSION_SECONDS = 3600;
const RENEW_BEFORE_MS = 15 * 60_000;

export type AccountSessions = {
  /** Credentials with at least 15 minutes left. */
  current: (access: AccountAccess) => Promise<SessionCredentials>;
  /** Credentials assumed just now: DRS goes on working with its caller's session long after the call. */
  fresh: (access: AccountAccess) => Promise<SessionCredentials>;
};

export function createAccountSessions(settings: AwsSettings, now: () => Date = () => new Date()): AccountSessions {
  const sts = new STSClient({ region: settings.homeRegion, ...endpointOf(settings) });
  const held = new Map<string, Promise<SessionCredentials>>();

  async function fresh(access: AccountAccess): Promise<SessionCredentials> {
    const session = assume(sts, access);
    held.set(keyOf(access), session);
    try {
      return await session;
    } catch (error) {
      held.delete(keyOf(access));
      throw error;
    }
  }

  async function current(access: AccountAccess): Promise<SessionCredentials> {
    const session = await held.get(keyOf(access))?.catch(() => undefined);
    const isUsable = session !== undefined && session.expiration.getTime() - now().getTime() > RENEW_BEFORE_MS;
    return isUsable ? session : fresh(access);
  }

  return { current, fresh };
}

function keyOf(access: AccountAccess): string {
  return [access.roleArn, access.externalId].join(" ");
}

async function assume(sts: STSClient, access: AccountAccess): Promise<SessionCredentials> {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: access.roleArn,
      ExternalId: access.externalId,
      RoleSessionName: "drs-orchestrator",
      DurationSeconds: SESSION_SECONDS,
    }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration) {
    throw new Error("STS answered AssumeRole without credentials.");
  }
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: given.Expiration,
  };
}

/** The simulator's address where one is set, for every client alike. */
export function endpointOf(settings: AwsSettings): { endpoint?: string } {
  return settings.endpoint === undefined ? {} : { endpoint: settings.endpoint };
}
