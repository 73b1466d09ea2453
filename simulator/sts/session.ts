import { z } from "zod";

const Session = z.object({ roleName: z.string(), sessionName: z.string() });
type Session = z.infer<typeof Session>;

/** An opaque session token that carries who the session is. */
export function issueSessionToken(session: Session): string {
  return `IQoJ${Buffer.from(JSON.stringify(session)).toString("base64")}`;
}

/** ARN of the caller: the assumed role's session, or the user behind long-term keys. */
export function callerArn(accountId: string, sessionToken: string | undefined): string {
  const session = readSession(sessionToken);
  if (!session) return `arn:aws:iam::${accountId}:user/simulator`;
  return `arn:aws:sts::${accountId}:assumed-role/${session.roleName}/${session.sessionName}`;
}

function readSession(token: string | undefined): Session | undefined {
  if (!token?.startsWith("IQoJ")) return undefined;
  try {
    return Session.parse(JSON.parse(Buffer.from(token.slice(4), "base64").toString()));
  } catch {
    return undefined;
  }
}
