import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  PublishCommand,
  type PublishInput,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";

const TopicArn = "arn:aws:sns:us-west-2:222233334444:dr-notifications";

describe("SNS", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  const publish = (input: Partial<PublishInput>) =>
    bench.sns().send(new PublishCommand({ TopicArn, Message: "text", ...input }));

  test("keeps what is published, for tests to read", async () => {
    const MessageAttributes = { severity: { DataType: "String", StringValue: "high" } };
    const { MessageId } = await publish({ Subject: "Drill ended", Message: "All 4 waves passed", MessageAttributes });
    const { body } = await bench.control("GET", "/messages");
    expect(body.items?.at(-1)).toMatchObject({
      ...{ messageId: MessageId, topicArn: TopicArn, subject: "Drill ended", message: "All 4 waves passed" },
      ...{ accountId: "222233334444", region: "us-west-2" },
      messageAttributes: { severity: { dataType: "String", value: "high" } },
    });
  });

  test("forgets all but the last thousand messages", async () => {
    const { messages } = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).sns;
    await publish({ Message: "first" });
    const [template] = messages;
    if (!template) throw new Error("No message");
    while (messages.length < 1000) messages.push({ ...template });
    await publish({ Message: "last" });
    expect(messages).toHaveLength(1000);
    expect(messages.at(-1)?.message).toBe("last");
  });

  test("creates a topic once, describes it and deletes it", async () => {
    const sns = bench.sns();
    const created = await sns.send(new CreateTopicCommand({ Name: "created" }));
    expect(await sns.send(new CreateTopicCommand({ Name: "created" }))).toMatchObject({ TopicArn: created.TopicArn });
    const { Topics } = await sns.send(new ListTopicsCommand({}));
    expect(Topics?.map((each) => each.TopicArn)).toEqual([TopicArn, created.TopicArn]);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: created.TopicArn }));
    expect(Attributes).toMatchObject({ TopicArn: created.TopicArn, Owner: "222233334444" });
    await sns.send(new DeleteTopicCommand({ TopicArn: created.TopicArn }));
    await sns.send(new DeleteTopicCommand({ TopicArn: created.TopicArn }));
    const gone = refusal(publish({ TopicArn: created.TopicArn }));
    expect(await gone).toMatchObject({ name: "NotFoundException", status: 404, message: "Topic does not exist" });
  });

  test("drops a FIFO topic's repetitions within five minutes", async () => {
    const Attributes = { FifoTopic: "true", ContentBasedDeduplication: "true" };
    const fifo = await bench.sns().send(new CreateTopicCommand({ Name: "order.fifo", Attributes }));
    const message = { TopicArn: fifo.TopicArn, MessageGroupId: "wave-1" };
    const first = await publish({ ...message, Message: "a" });
    const repeated = await publish({ ...message, Message: "a" });
    const other = await publish({ ...message, Message: "b" });
    expect(repeated.MessageId).toBe(first.MessageId);
    expect(BigInt(other.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first.SequenceNumber ?? 0));
    const { sns } = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region);
    for (const each of sns.messages) each.at -= 5 * 60_000 + 1;
    expect((await publish({ ...message, Message: "a" })).MessageId).not.toBe(first.MessageId);
    const ungrouped = refusal(publish({ TopicArn: fifo.TopicArn }));
    expect((await ungrouped).message).toContain("MessageGroupId parameter is required");
  });

  test.each<[string, Partial<PublishInput>]>([
    ["Empty message", { Message: "" }],
    ["Message too long", { Message: "é".repeat(131_073) }],
    ["Subject", { Subject: "x".repeat(101) }],
    ["Subject", { Subject: "two\nlines" }],
    ["TopicArn", { TopicArn: "somewhere" }],
    ["failed to parse", { MessageStructure: "json", Message: "text" }],
    ["No default entry", { MessageStructure: "json", Message: "{}" }],
    ["message attribute 'x'", { MessageAttributes: { x: { DataType: "String" } } }],
  ])("refuses to publish: %s", async (problem, input) => {
    const refused = await refusal(publish(input));
    expect(refused).toMatchObject({ name: "InvalidParameterException", status: 400 });
    expect(refused.message).toContain(problem);
  });

  test.each(["two words", "order.fifo"])("refuses the topic name '%s'", async (Name) => {
    expect((await refusal(bench.sns().send(new CreateTopicCommand({ Name })))).message).toContain("Topic Name");
  });
});
