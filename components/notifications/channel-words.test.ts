import { describe, expect, test } from "vitest";

import { NotificationKind } from "#lib/domain/notifications/notification.ts";

import { deliveryState, scopeWords, targetWords, troubleWords } from "./channel-words.ts";

describe("where a channel leads", () => {
  test.each([
    [
      {
        kind: "SNS" as const,
        topicArn: "arn:aws:sns:eu-west-1:123456789012:dr-notifications",
        accountId: "123456789012",
        region: "eu-west-1",
      },
      "dr-notifications in eu-west-1, by account 1234 5678 9012",
    ],
    [{ kind: "EMAIL" as const, to: ["a@example.com"] }, "a@example.com"],
    [{ kind: "EMAIL" as const, to: ["a@x.com", "b@x.com", "c@x.com", "d@x.com"] }, "a@x.com, b@x.com and 2 more"],
    [{ kind: "SLACK" as const, host: "hooks.slack.com" }, "hooks.slack.com"],
    [{ kind: "WEBHOOK" as const, url: "https://a.example/in", host: "a.example" }, "a.example"],
  ])("%j", (target, words) => {
    expect(targetWords(target)).toBe(words);
  });
});

describe("what a channel is told", () => {
  const all = { events: [...NotificationKind.options], modes: ["DRILL" as const, "RECOVERY" as const], plans: [] };

  test.each([
    [{}, "Everything"],
    [{ modes: ["RECOVERY" as const] }, "Everything · of recoveries"],
    [
      { events: ["EXECUTION_ENDED" as const, "CLEANUP_FAILED" as const], plans: [{ id: "1", name: "Payments" }] },
      "Execution ended, clean-up failed · of Payments",
    ],
    [{ plans: [{ id: "1", name: null }] }, "Everything · of a plan that was deleted"],
    [
      {
        plans: [
          { id: "1", name: "A" },
          { id: "2", name: "B" },
        ],
      },
      "Everything · of 2 plans",
    ],
  ])("%j", (change, words) => {
    expect(scopeWords({ ...all, ...change })).toBe(words);
  });
});

test("what did not arrive is counted, and nothing is said where all did", () => {
  expect(troubleWords({ undelivered: { retrying: 0, failed: 0 } })).toBeNull();
  expect(troubleWords({ undelivered: { retrying: 2, failed: 1 } })).toBe(
    "1 notification not delivered in the last 7 days, 2 being tried again",
  );
});

test.each([
  ["PENDING" as const, null, "waiting"],
  ["PENDING" as const, "Busy", "retrying"],
  ["DELIVERED" as const, null, "delivered"],
  ["DELIVERED" as const, "One was refused", "in part"],
  ["FAILED" as const, "Gone", "failed"],
])("a delivery that is %s with the error %s is %s", (status, lastError, state) => {
  expect(deliveryState({ status, lastError })).toBe(state);
});
