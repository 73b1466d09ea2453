import type {
  CreateTopicInput,
  CreateTopicResponse,
  DeleteTopicInput,
  GetTopicAttributesInput,
  GetTopicAttributesResponse,
  ListTopicsInput,
  ListTopicsResponse,
} from "@aws-sdk/client-sns";
import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import { implement } from "../wire/operation.ts";
import { invalidParameter, topicNotFound } from "./errors.ts";
import { newTopic, topicArn, type Topic } from "./records.ts";

const NAME = /^[A-Za-z0-9_-]{1,256}$|^[A-Za-z0-9_-]{1,251}\.fifo$/;
const ARN = /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]{1,256}$/;

/** Idempotent: a topic that exists with the same attributes is answered. */
export const createTopic = implement<CreateTopicInput>("CreateTopic", (call, input): CreateTopicResponse => {
  const { Name, Attributes = {} } = input;
  if (!NAME.test(Name)) throw invalidParameter("Topic Name");
  if ((Attributes["FifoTopic"] === "true") !== Name.endsWith(".fifo")) {
    throw invalidParameter("Topic Name: a FIFO topic's name ends with .fifo, and no other topic's does");
  }
  const arn = topicArn(call, Name);
  const known = call.here.sns.topics.get(arn);
  if (known && Object.entries(Attributes).some(([key, value]) => known.attributes[key] !== value)) {
    throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
  }
  if (!known) call.here.sns.topics.set(arn, newTopic(arn, Attributes));
  call.sim.changed();
  return { TopicArn: arn };
});

/** Idempotent: a topic that is gone is no error. */
export const deleteTopic = implement<DeleteTopicInput>("DeleteTopic", (call, { TopicArn }) => {
  requireArn(TopicArn);
  call.here.sns.topics.delete(TopicArn);
  call.sim.changed();
});

export const listTopics = implement<ListTopicsInput>("ListTopics", (call, { NextToken }): ListTopicsResponse => {
  try {
    const { items, nextToken } = cutPage(
      [...call.here.sns.topics.keys()],
      { nextToken: NextToken },
      { call, ...PAGING },
    );
    return { Topics: items.map((TopicArn) => ({ TopicArn })), NextToken: nextToken };
  } catch (error) {
    throw error instanceof InvalidPageToken ? invalidParameter("NextToken Reason: invalid token") : error;
  }
});

const PAGING = { keyOf: (arn: string) => arn, scope: "ListTopics", defaultSize: 100, largestSize: 100 };

export const getTopicAttributes = implement<GetTopicAttributesInput>(
  "GetTopicAttributes",
  (call, { TopicArn }): GetTopicAttributesResponse => {
    const topic = requireTopic(call, TopicArn);
    return {
      Attributes: {
        TopicArn,
        Owner: call.accountId,
        ...{ DisplayName: "", SubscriptionsConfirmed: "0", SubscriptionsPending: "0", SubscriptionsDeleted: "0" },
        ...(topic.isFifo && { ContentBasedDeduplication: "false" }),
        ...topic.attributes,
      },
    };
  },
);

/** Throws NotFound, or InvalidParameter for what is no topic's ARN. */
export function requireTopic(call: Call, arn: string): Topic {
  requireArn(arn);
  const topic = call.here.sns.topics.get(arn);
  if (!topic) throw topicNotFound();
  return topic;
}

function requireArn(arn: string): void {
  if (!ARN.test(arn)) throw invalidParameter("TopicArn");
}
