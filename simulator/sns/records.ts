/** A topic; FIFO topics order messages by group and drop repetitions. */
export type Topic = {
  topicArn: string;
  isFifo: boolean;
  attributes: Record<string, string>;
  /** Numbers given out to a FIFO topic's messages. */
  messagesIssued: number;
};

/** A message that was published; `at` is wall-clock milliseconds. */
export type Message = {
  messageId: string;
  topicArn: string;
  at: number;
  subject: string | null;
  message: string;
  messageStructure: string | null;
  messageAttributes: Record<string, { dataType: string; value: string }>;
  groupId: string | null;
  deduplicationId: string | null;
  sequenceNumber: string | null;
};

/** What SNS keeps in one account and Region. */
export type SnsState = { topics: Map<string, Topic>; messages: Message[] };

/** SNS with its seeded topic. */
export function emptySns(place: { accountId: string; region: string }): SnsState {
  const topic = newTopic(topicArn(place, "dr-notifications"), {});
  return { topics: new Map([[topic.topicArn, topic]]), messages: [] };
}

export function topicArn({ accountId, region }: { accountId: string; region: string }, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

export function newTopic(arn: string, attributes: Record<string, string>): Topic {
  return { topicArn: arn, isFifo: arn.endsWith(".fifo"), attributes, messagesIssued: 0 };
}
