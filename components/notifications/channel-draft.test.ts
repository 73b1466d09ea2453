import { describe, expect, test } from "vitest";

import { type ChannelView, CreateChannelInput } from "#lib/domain/notifications/channel.ts";

import { draftOf, emptyDraft, inputOf, whyNotSaved } from "./channel-draft.ts";

const CHANNEL: ChannelView = {
  id: "11111111-1111-4111-8111-111111111111",
  name: "On call",
  isEnabled: false,
  events: ["EXECUTION_ENDED", "ENGINE_STOPPED"],
  modes: ["RECOVERY"],
  plans: [{ id: "22222222-2222-4222-8222-222222222222", name: null }],
  target: { kind: "EMAIL", to: ["a@example.com", "b@example.com"] },
  isSecretSet: false,
  lastDelivery: null,
  undelivered: { retrying: 0, failed: 0 },
  version: 3,
  createdAt: "2026-11-24T03:00:00.000Z",
  updatedAt: "2026-11-24T03:00:00.000Z",
};

const sns = { kind: "SNS" as const, topicArn: "arn:aws:sns:eu-west-1:123456789012:a", accountId: "210987654321" };

describe("a channel that is opened and saved", () => {
  test.each([
    [CHANNEL.target, CHANNEL.target],
    [{ ...sns, region: "eu-west-1" }, sns],
    [{ kind: "SLACK" as const, host: "hooks.slack.com" }, { kind: "SLACK" }],
    [
      { kind: "WEBHOOK" as const, url: "https://a.example/in", host: "a.example" },
      { kind: "WEBHOOK", url: "https://a.example/in" },
    ],
  ])("stays as it is: %j", (target, sent) => {
    const input = inputOf(draftOf({ ...CHANNEL, target }));
    expect(CreateChannelInput.safeParse(input).success).toBe(true);
    expect(input).toEqual({
      ...{ name: "On call", isEnabled: false, events: CHANNEL.events, modes: ["RECOVERY"] },
      ...{ planIds: [CHANNEL.plans[0]?.id], target: sent },
    });
  });

  test("forgets the plans once it is for all", () => {
    expect(inputOf({ ...draftOf(CHANNEL), isForSomePlans: false }).planIds).toEqual([]);
  });
});

test("addresses may be separated in any way", () => {
  const draft = { ...draftOf(CHANNEL), to: " a@example.com, b@example.com;\nc@example.com " };
  expect(inputOf(draft).target).toEqual({
    kind: "EMAIL",
    to: ["a@example.com", "b@example.com", "c@example.com"],
  });
});

test("what is missing is said before it is sent", () => {
  const draft = { ...emptyDraft(), name: "On call" };
  expect(whyNotSaved(draft)).toBeUndefined();
  expect(whyNotSaved({ ...draft, name: "  " })).toContain("name");
  expect(whyNotSaved({ ...draft, events: [] })).toContain("event");
  expect(whyNotSaved({ ...draft, isForSomePlans: true })).toContain("plan");
});
