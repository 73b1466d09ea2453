import { describe, expect, test } from "vitest";

import { CreateChannelInput, UpdateChannelInput } from "./channel.ts";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:dr-notifications";
const CHANNEL = { name: "On call", events: ["EXECUTION_ENDED"], target: { kind: "SNS", topicArn: TOPIC } };

describe("a new channel", () => {
  test("is on, for drills and recoveries of all plans, unless it says otherwise", () => {
    expect(CreateChannelInput.parse({ ...CHANNEL, name: "  On   call " })).toEqual({
      ...CHANNEL,
      name: "On call",
      isEnabled: true,
      modes: ["DRILL", "RECOVERY"],
      planIds: [],
    });
  });

  test("names an event, a mode and a plan once", () => {
    const planId = "AAAAAAAA-0000-4000-8000-000000000001";
    const twice = {
      events: ["EXECUTION_ENDED", "ENGINE_STOPPED", "EXECUTION_ENDED"],
      modes: ["DRILL", "DRILL"],
      planIds: [planId, planId.toLowerCase()],
    };
    expect(CreateChannelInput.parse({ ...CHANNEL, ...twice })).toMatchObject({
      events: ["EXECUTION_ENDED", "ENGINE_STOPPED"],
      modes: ["DRILL"],
      planIds: [planId.toLowerCase()],
    });
  });

  test.each([
    { events: [] },
    { events: ["EVERYTHING"] },
    { modes: [] },
    { planIds: ["payments"] },
    { version: 1 },
    { target: { kind: "PIGEON" } },
    { target: { kind: "SNS", topicArn: "arn:aws:sqs:eu-west-1:123456789012:queue" } },
    { target: { kind: "SNS", topicArn: `${TOPIC} ` } },
    { target: { kind: "SNS", topicArn: TOPIC, accountId: "12" } },
    { target: { kind: "EMAIL", to: [] } },
    { target: { kind: "EMAIL", to: ["on-call"] } },
    { target: { kind: "EMAIL", to: ["a@example.com\r\nBcc: b@example.com"] } },
    { target: { kind: "EMAIL", to: ["a@example.com, b@example.com"] } },
    { target: { kind: "EMAIL", to: ["a@example.com", "A@example.com"] } },
    { target: { kind: "SLACK", url: "http://hooks.slack.com/services/x" } },
    { target: { kind: "WEBHOOK" } },
    { target: { kind: "WEBHOOK", url: "https://example.com", secret: "too short" } },
  ])("is not %j", (change) => {
    expect(CreateChannelInput.safeParse({ ...CHANNEL, ...change }).success).toBe(false);
  });

  test.each([
    { kind: "SNS", topicArn: "arn:aws-us-gov:sns:us-gov-west-1:123456789012:order.fifo", accountId: "210987654321" },
    { kind: "EMAIL", to: ["on-call@example.com", "b@example.com"] },
    { kind: "SLACK", url: "https://hooks.slack.com/services/T/B/x" },
    { kind: "WEBHOOK", url: "https://example.com/in", secret: "0123456789abcdef" },
  ])("may lead to %j", (target) => {
    expect(CreateChannelInput.parse({ ...CHANNEL, target }).target).toEqual(target);
  });
});

test("a save is conditional on a version", () => {
  expect(UpdateChannelInput.safeParse(CHANNEL).success).toBe(false);
  expect(UpdateChannelInput.parse({ ...CHANNEL, version: 3 }).version).toBe(3);
});
