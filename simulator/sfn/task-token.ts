import { randomUUID } from "node:crypto";
import { z } from "zod";
import { seal, unseal } from "../seal.ts";

const TokenBody = z.object({ executionArn: z.string(), activityArn: z.string() });
type TokenBody = z.infer<typeof TokenBody>;

const PURPOSE = "tokens of Step Functions";
const TOKEN_MARK = "AQCkAAAAKgAAAAMAAAAAAAAAA";

/** A token that says nothing to whoever holds it. */
export function issueTaskToken({ executionArn, activityArn }: TokenBody): string {
  return TOKEN_MARK + seal(JSON.stringify({ executionArn, activityArn, id: randomUUID() }), PURPOSE);
}

/** What a token was issued for; undefined for text that never was a token. */
export function readTaskToken(token: string): TokenBody | undefined {
  const text = token.startsWith(TOKEN_MARK) ? unseal(token.slice(TOKEN_MARK.length), PURPOSE) : undefined;
  return text === undefined ? undefined : TokenBody.parse(JSON.parse(text));
}
