import { findAccountAccess } from "#lib/db/account-access.ts";
import type { Channel } from "#lib/db/channels.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { AppError } from "#lib/domain/errors.ts";
import { type ChannelTarget, StoredTarget } from "#lib/domain/notifications/channel.ts";
import { judgeReceiverUrl } from "#lib/domain/notifications/receiver-url.ts";

import type { Transaction } from "../context.ts";
import type { ChannelMeans } from "./means.ts";

type Kept = Pick<Channel, "id" | "secret" | "target">;
type Settled = { target: StoredTarget; secret: string | null };

/**
 * What is kept of where a channel leads: what may be shown, and the rest encrypted. A secret that is left out stays as
 * `before` had it. Throws where this deployment cannot send there.
 */
export async function settleTarget(
  tx: Transaction,
  { target, channelId, before }: { target: ChannelTarget; channelId: string; before: Kept | null },
  means: ChannelMeans,
): Promise<Settled> {
  switch (target.kind) {
    case "SNS":
      return { target: await topicTarget(tx, target), secret: null };
    case "EMAIL":
      requireMailServer(means);
      return { target, secret: null };
    case "SLACK": {
      requireAllowedUrl(tx, target.url);
      const secret = sealed({ secret: target.url, name: "url", channelId, before }, means);
      return { target: target.url === undefined ? storedTarget(before) : slackTarget(target.url), secret };
    }
    case "WEBHOOK": {
      requireAllowedUrl(tx, target.url);
      const { url } = target;
      const secret = sealed({ secret: target.secret, name: "secret", channelId, before }, means);
      return { target: { kind: "WEBHOOK", url, host: new URL(url).host }, secret };
    }
  }
}

function slackTarget(url: string): StoredTarget {
  return { kind: "SLACK", host: new URL(url).host };
}

function storedTarget(before: Kept | null): StoredTarget {
  if (before === null) throw new Error("A channel without a secret was let through.");
  return readStoredJson(StoredTarget, before.target);
}

async function topicTarget(
  tx: Transaction,
  { topicArn, accountId: named }: Extract<ChannelTarget, { kind: "SNS" }>,
): Promise<StoredTarget> {
  const [, , , region = "", owner = ""] = topicArn.split(":");
  const accountId = named ?? owner;
  if ((await findAccountAccess(tx.db, accountId)) === null) {
    throw refused("accountId", `The account ${accountId} is not registered, so nothing can be published by its role.`);
  }
  return { kind: "SNS", topicArn, accountId, region };
}

function requireMailServer({ hasMailServer }: ChannelMeans): void {
  if (hasMailServer) return;
  throw refused("kind", "This deployment has no mail server. Set SMTP_URL and SMTP_FROM for web and worker first.");
}

function requireAllowedUrl(tx: Transaction, url: string | undefined): void {
  if (url === undefined || judgeReceiverUrl(url) === "ok") return;
  if (!tx.simulated) throw refused("url", "A URL starts with https://, then the host.");
}

function sealed(
  given: { secret: string | undefined; name: "url" | "secret"; channelId: string; before: Kept | null },
  { secrets }: ChannelMeans,
): string {
  const { secret, name, channelId, before } = given;
  if (secret === undefined) {
    const kept = before?.secret ?? null;
    if (kept !== null) return kept;
    throw refused(name, name === "url" ? "Enter the URL of the incoming webhook." : "Enter the secret to sign with.");
  }
  if (secrets === null) {
    throw refused("kind", "This deployment has no key to keep secrets with. Set SECRETS_KEY for web and worker first.");
  }
  return secrets.seal(channelId, secret);
}

function refused(field: string, reason: string): AppError {
  return new AppError("INVALID_REQUEST", reason, { invalidParams: [{ name: `target.${field}`, reason }] });
}
