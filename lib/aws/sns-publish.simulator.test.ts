import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { PAYMENTS } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";

import { publishToTopic, type PublishRequest } from "./sns-publish.ts";
import * as aws from "./test-aws.ts";

const TOPIC = `arn:aws:sns:${PAYMENTS.region}:${PAYMENTS.accountId}:dr-notifications`;

let world: aws.TestAws;

beforeAll(async () => {
  world = await aws.startTestAws();
});
afterAll(() => world.bench.close());
afterEach(() => world.bench.control("DELETE", "/faults"));

function publish(request: Partial<PublishRequest> = {}): Promise<string> {
  return publishToTopic(world.clients, world.place, {
    ...{ topicArn: TOPIC, subject: "Wave 1 has been recovered", message: "12 of 12 servers are healthy." },
    ...{ messageId: "run-1", signal: aws.NEVER },
    ...request,
  });
}

function messages() {
  return regionState(world.bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).sns.messages;
}

test("a message is published with its subject", async () => {
  const messageId = await publish();
  expect(messages().at(-1)).toMatchObject({
    ...{ messageId, topicArn: TOPIC, subject: "Wave 1 has been recovered", message: "12 of 12 servers are healthy." },
    groupId: null,
  });
});

test.each([
  ["Zürich – Failover\nbegins", "Zurich - Failover begins"],
  ["x".repeat(120), "x".repeat(100)],
  ["復旧", null],
])("a subject that SNS would refuse is made fit: %s", async (subject, sent) => {
  await publish({ subject });
  expect(messages().at(-1)?.subject).toBe(sent);
});

test("a FIFO topic takes the same message once", async () => {
  const command = new CreateTopicCommand({ Name: "orders.fifo", Attributes: { FifoTopic: "true" } });
  const { TopicArn: topicArn = "" } = await world.bench.sns().send(command);
  const first = await publish({ topicArn });
  const count = messages().length;
  expect(await publish({ topicArn })).toBe(first);
  expect(messages()).toHaveLength(count);
  expect(await publish({ topicArn, messageId: "run-2" })).not.toBe(first);
});

test.each([
  ["AWS throttles", aws.THROTTLED],
  ["the reply is lost", aws.LOST_REPLY],
])("publishing is repeated when %s", async (_what, effect) => {
  await aws.failNext(world, "sns:Publish", effect);
  const messageId = await publish();
  expect(messages().at(-1)?.messageId).toBe(messageId);
});

test("publishing is refused for a topic that is not there, and given up when it hangs", async () => {
  const missing = await aws.failureOf(publish({ topicArn: `${TOPIC}-gone` }));
  expect(missing).toMatchObject({ status: 404, refused: true, retryable: false });
  await aws.failNext(world, "sns:Publish", aws.HANGS);
  expect(await aws.failureOf(publish({ signal: aws.soonAborted() }))).toMatchObject({ refused: false, status: null });
});
