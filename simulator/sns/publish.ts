import { createHash, randomUUID } from "node:crypto";
import type { PublishInput, PublishResponse } from "@aws-sdk/client-sns";
import { notSimulated } from "../aws-error.ts";
import { wallNow } from "../clock.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { invalidParameter } from "./errors.ts";
import type { Message, SnsState, Topic } from "./records.ts";
import { requireTopic } from "./topics.ts";

const LONGEST_MESSAGE_BYTES = 262_144;
const LONGEST_SUBJECT = 100;
const KEPT_MESSAGES = 1000;
const DEDUPLICATION_MS = 5 * 60_000;
const FIFO_ID = /^[\x21-\x7e]{1,128}$/;

type Publication = Given<PublishInput>;

/** Keeps the message. A FIFO topic answers a repetition within five minutes with the first message and keeps nothing. */
export const publish = implement<PublishInput>("Publish", (call, input): PublishResponse => {
  if (input.PhoneNumber !== undefined) throw notSimulated("sns", "Publish to a phone number");
  const arn = input.TopicArn ?? input.TargetArn;
  if (arn === undefined) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  const topic = requireTopic(call, arn);
  requireContents(input);
  const deduplicationId = topic.isFifo ? requireFifo(topic, input) : null;
  const earlier = deduplicationId === null ? undefined : findRepeated(call.here.sns, topic, deduplicationId);
  if (earlier) return toAnswer(earlier);
  const message = toMessage(topic, input, deduplicationId);
  const { messages } = call.here.sns;
  messages.push(message);
  if (messages.length > KEPT_MESSAGES) messages.splice(0, messages.length - KEPT_MESSAGES);
  call.sim.changed();
  return toAnswer(message);
});

function requireContents({ Message: text, Subject, MessageStructure, MessageAttributes = {} }: Publication): void {
  if (text === "") throw invalidParameter("Empty message");
  if (sizeOf(text, MessageAttributes) > LONGEST_MESSAGE_BYTES) throw invalidParameter("Message too long");
  if (Subject !== undefined && !isSubject(Subject)) throw invalidParameter("Subject");
  for (const [name, attribute] of Object.entries(MessageAttributes)) {
    if (attribute.StringValue === undefined && attribute.BinaryValue === undefined) {
      const problem = `The message attribute '${name}' must contain non-empty message attribute value`;
      throw invalidParameter(`${problem} for message attribute type '${attribute.DataType}'.`);
    }
  }
  if (MessageStructure === "json") requireDefaultText(text);
  else if (MessageStructure !== undefined) throw invalidParameter("MessageStructure");
}

/** Message attributes count: their names, types and values. */
function sizeOf(text: string, attributes: NonNullable<Publication["MessageAttributes"]>): number {
  const parts = Object.entries(attributes).flatMap(([name, { DataType, StringValue = "", BinaryValue }]) => [
    Buffer.byteLength(name + DataType + StringValue),
    BinaryValue?.length ?? 0,
  ]);
  return parts.reduce((sum, each) => sum + each, Buffer.byteLength(text));
}

/** ASCII without line breaks or control characters, beginning with a printable one. */
function isSubject(subject: string): boolean {
  return subject.length <= LONGEST_SUBJECT && /^[\x21-\x7e][\x20-\x7e]*$/.test(subject);
}

function requireDefaultText(text: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  const entry = typeof parsed === "object" && parsed !== null && "default" in parsed ? parsed.default : undefined;
  if (typeof entry !== "string") {
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  }
}

/** The id by which a FIFO topic recognises repetitions: given, or the hash of the body. */
function requireFifo(topic: Topic, { MessageGroupId, MessageDeduplicationId, Message: text }: Publication): string {
  if (MessageGroupId === undefined) {
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  }
  if (!FIFO_ID.test(MessageGroupId)) throw invalidParameter("MessageGroupId");
  if (MessageDeduplicationId !== undefined) {
    if (!FIFO_ID.test(MessageDeduplicationId)) throw invalidParameter("MessageDeduplicationId");
    return MessageDeduplicationId;
  }
  if (topic.attributes["ContentBasedDeduplication"] !== "true") {
    const reason = "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided";
    throw invalidParameter(`${reason} explicitly`);
  }
  return createHash("sha256").update(text).digest("hex");
}

function findRepeated({ messages }: SnsState, topic: Topic, deduplicationId: string): Message | undefined {
  const since = wallNow() - DEDUPLICATION_MS;
  return messages.findLast(
    (each) => each.topicArn === topic.topicArn && each.deduplicationId === deduplicationId && each.at >= since,
  );
}

function toMessage(topic: Topic, input: Publication, deduplicationId: string | null): Message {
  topic.messagesIssued += 1;
  const attributes = Object.entries(input.MessageAttributes ?? {}).map(([name, each]) => {
    const value = each.StringValue ?? Buffer.from(each.BinaryValue ?? []).toString("base64");
    return [name, { dataType: each.DataType, value }] as const;
  });
  return {
    messageId: randomUUID(),
    topicArn: topic.topicArn,
    at: wallNow(),
    subject: input.Subject ?? null,
    message: input.Message,
    messageStructure: input.MessageStructure ?? null,
    messageAttributes: Object.fromEntries(attributes),
    groupId: input.MessageGroupId ?? null,
    deduplicationId,
    sequenceNumber: topic.isFifo ? `1${String(topic.messagesIssued).padStart(19, "0")}` : null,
  };
}

function toAnswer({ messageId, sequenceNumber }: Message): PublishResponse {
  return { MessageId: messageId, ...(sequenceNumber !== null && { SequenceNumber: sequenceNumber }) };
}
