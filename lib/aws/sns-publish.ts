import { PublishCommand } from "@aws-sdk/client-sns";

import type { AccountClients, AwsPlace } from "./account-clients.ts";

const MAX_SUBJECT = 100;

export type PublishRequest = {
  topicArn: string;
  subject: string;
  message: string;
  /** Ours. FIFO topics drop what they get again under the same id within five minutes. */
  messageId: string;
  signal: AbortSignal;
};

/** Publishes to a topic at least once, and answers SNS's id of the message. */
export async function publishToTopic(
  clients: AccountClients,
  place: AwsPlace,
  request: PublishRequest,
): Promise<string> {
  const isFifo = request.topicArn.endsWith(".fifo");
  const subject = toSubject(request.subject);
  const command = new PublishCommand({
    TopicArn: request.topicArn,
    Message: request.message,
    ...(subject !== "" && { Subject: subject }),
    ...(isFifo && { MessageGroupId: "drs-orchestrator", MessageDeduplicationId: request.messageId }),
  });
  const { MessageId } = await clients.sns(place).send(command, { abortSignal: request.signal });
  if (MessageId === undefined) throw new Error("Publish answered without a message.");
  return MessageId;
}

/** SNS takes printable ASCII on one line, at most 100 characters of it. */
function toSubject(text: string): string {
  const printable = text
    .normalize("NFKD")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[^\x20-\x7e\s]/g, "");
  return printable.replace(/\s+/g, " ").trim().slice(0, MAX_SUBJECT).trim();
}
