import type { AccountClients } from "#lib/aws/account-clients.ts";
import { awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import { publishToTopic } from "#lib/aws/sns-publish.ts";
import { findAccountAccess } from "#lib/db/account-access.ts";
import type { DeliveryContent } from "#lib/db/deliveries.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { StoredTarget } from "#lib/domain/notifications/channel.ts";
import {
  type NotificationFacts,
  notificationText,
  plainText,
  slackBody,
  webhookBody,
} from "#lib/domain/notifications/message.ts";
import { judgeReceiverUrl } from "#lib/domain/notifications/receiver-url.ts";
import type { Mailer } from "#lib/outbound/mail.ts";
import { callUrl, type OutboundRules } from "#lib/outbound/safe-http.ts";
import { webhookSignature } from "#lib/outbound/webhook-signature.ts";
import type { Context } from "#lib/services/context.ts";
import type { Secrets } from "#lib/services/notifications/secrets.ts";

import { factsOf } from "./notification-facts.ts";

/** What a worker sends notifications with. */
export type SendMeans = {
  context: Context;
  aws: AccountClients;
  outbound: OutboundRules;
  /** Null without a mail server. */
  mailer: Mailer | null;
  /** Null without a `SECRETS_KEY`. */
  secrets: Secrets | null;
  /** Where people open the console; null where this deployment does not know. */
  consoleUrl: string | null;
};

/** What came back: `answer` in the receiver's words, `warning` where it arrived but not everywhere. */
export type Sent = { answer: string; warning: string | null };

/** It did not arrive as far as is known. `answer` is what came back, if anything did. */
export class NotDeliveredError extends Error {
  override readonly name = "NotDeliveredError";
  readonly answer: string | null;
  constructor(message: string, answer: string | null = null) {
    super(message);
    this.answer = answer;
  }
}

type Sending = { facts: NotificationFacts; content: DeliveryContent; signal: AbortSignal };

/** Sends one delivery to where its channel leads now. Rejects where it did not arrive. */
export async function sendNotification(means: SendMeans, content: DeliveryContent, signal: AbortSignal): Promise<Sent> {
  const { consoleUrl, context } = means;
  const facts = factsOf(content, { consoleUrl, simulated: context.simulated });
  const sending = { facts, content, signal };
  const target = readStoredJson(StoredTarget, content.channel.target);
  switch (target.kind) {
    case "SNS":
      return publish(means, target, sending);
    case "EMAIL":
      return mail(means, target, sending);
    case "SLACK":
      return post(means, { url: secretOf(means, content), body: slackBody(facts), headers: {} }, sending);
    case "WEBHOOK": {
      const body = webhookBody(facts);
      const signature = webhookSignature(body, { secret: secretOf(means, content), at: context.now() });
      const headers = { "x-drs-orchestrator-signature": signature, "idempotency-key": content.id };
      return post(means, { url: target.url, body, headers }, sending);
    }
  }
}

async function publish(
  { aws, context }: SendMeans,
  { topicArn, accountId, region }: Extract<StoredTarget, { kind: "SNS" }>,
  { facts, content, signal }: Sending,
): Promise<Sent> {
  const access = await findAccountAccess(context.db, accountId);
  if (access === null) throw new NotDeliveredError(`The account ${accountId} is not registered any more.`);
  const text = notificationText(facts);
  const request = { topicArn, subject: text.subject, message: plainText(text), messageId: content.id, signal };
  try {
    return { answer: `SNS message ${await publishToTopic(aws, { access, region }, request)}`, warning: null };
  } catch (error) {
    throw new NotDeliveredError("SNS did not take it.", awsWords(awsFailureOf(error)));
  }
}

async function mail(
  { mailer }: SendMeans,
  { to }: Extract<StoredTarget, { kind: "EMAIL" }>,
  { facts, content }: Sending,
): Promise<Sent> {
  if (mailer === null) throw new NotDeliveredError("This worker has no mail server. Set SMTP_URL and SMTP_FROM.");
  const text = notificationText(facts);
  const { answer, refused } = await mailer({ to, subject: text.subject, text: text.lines.join("\n"), id: content.id });
  return { answer, warning: refused.length === 0 ? null : `The mail server refused ${refused.join(", ")}.` };
}

type Post = { url: string; body: string; headers: Record<string, string> };

async function post({ outbound, context }: SendMeans, { url, body, headers }: Post, sending: Sending): Promise<Sent> {
  const judged = judgeReceiverUrl(url);
  const isAllowed = judged === "ok" || (judged === "own-machine" && context.simulated);
  if (!isAllowed) throw new NotDeliveredError("Not sent: the URL of this channel does not start with https://.");
  const request = { url, method: "POST" as const, body, signal: sending.signal };
  const answer = await callUrl(outbound, { ...request, headers: { ...headers, "content-type": "application/json" } });
  const said = answer.body === "" ? String(answer.status) : `${answer.status}\n${answer.body}`;
  if (answer.status >= 200 && answer.status < 300) return { answer: said, warning: null };
  const isRedirect = answer.status >= 300 && answer.status < 400;
  const why = isRedirect ? " Redirects are not followed." : "";
  throw new NotDeliveredError(`The receiver answered ${answer.status}.${why}`, said);
}

function secretOf({ secrets }: SendMeans, { channel }: DeliveryContent): string {
  if (secrets === null) throw new NotDeliveredError("This worker has no SECRETS_KEY, so it cannot read the secret.");
  return secrets.open(channel.id, channel.secret ?? "");
}
