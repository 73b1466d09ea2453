import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type NotificationFacts, notificationText, plainText, slackBody, webhookBody } from "./message.ts";

const AT = new Date("2026-11-24T03:12:40.000Z");
const FACTS: NotificationFacts = {
  deliveryId: "11111111-1111-4111-8111-111111111111",
  kind: "DECISION_WAITING",
  channelName: "On call",
  simulated: false,
  at: AT,
  about: {
    execution: {
      id: "22222222-2222-4222-8222-222222222222",
      type: "RECOVERY",
      plan: { id: "33333333-3333-4333-8333-333333333333", name: "Payments" },
      url: "https://drs.example.com/executions/22222222-2222-4222-8222-222222222222",
    },
    event: {
      seq: 17,
      kind: "wave.awaiting-decision",
      severity: "problem",
      message: 'Wave 2 "Databases" needs a decision',
      detail: "1 of 4 servers failed.",
      wave: 2,
    },
  },
};
const TEST: NotificationFacts = { ...FACTS, kind: "TEST", about: null };

function ofPlan(name: string, message = "It failed"): NotificationFacts {
  const { execution, event } = FACTS.about ?? {};
  if (execution === undefined || event === undefined) throw new Error("These facts are about an execution.");
  return { ...FACTS, about: { execution: { ...execution, plan: { id: null, name } }, event: { ...event, message } } };
}

describe("the text of a notification", () => {
  test("says what happened, why, where to look, and when", () => {
    expect(plainText(notificationText(FACTS))).toBe(
      [
        'Recovery of Payments: Wave 2 "Databases" needs a decision',
        "",
        'Wave 2 "Databases" needs a decision',
        "1 of 4 servers failed.",
        "",
        "https://drs.example.com/executions/22222222-2222-4222-8222-222222222222",
        "2026-11-24T03:12:40.000Z · notification 11111111-1111-4111-8111-111111111111",
      ].join("\n"),
    );
  });

  test("says when nothing of it is real", () => {
    expect(notificationText({ ...FACTS, simulated: true }).subject).toMatch(/^\[Simulated\] Recovery of Payments/);
    expect(notificationText({ ...TEST, simulated: true }).subject).toBe("[Simulated] Test of the channel On call");
  });

  test("has a subject on one line, whatever names hold", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", " ", "\n", "\r", "\t", "\0", "\u2028", "\u2029") });
    fc.assert(
      fc.property(text, text, (name, message) => {
        const { subject } = notificationText(ofPlan(name, message));
        expect(subject).not.toMatch(/[\r\n\u2028\u2029\0]/);
        expect(subject.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe("the body for Slack", () => {
  test("is the same in one piece", () => {
    expect(JSON.parse(slackBody(FACTS))).toEqual({
      mrkdwn: false,
      text: [
        'Recovery of Payments: Wave 2 "Databases" needs a decision',
        "1 of 4 servers failed.",
        "https://drs.example.com/executions/22222222-2222-4222-8222-222222222222",
        "2026-11-24T03:12:40.000Z · notification 11111111-1111-4111-8111-111111111111",
      ].join("\n"),
    });
    expect(slackBody(TEST)).toContain("Notifications of DRS Orchestrator arrive here.");
  });

  test("never calls the channel together nor makes a link of a name", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const sent = slackBody(ofPlan(`<!channel> & ${name} <https://evil.example|here>`));
        expect((JSON.parse(sent) as { text: string }).text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });
});

describe("the body of a webhook", () => {
  test("has the facts as they are", () => {
    expect(JSON.parse(webhookBody(FACTS))).toEqual({
      id: FACTS.deliveryId,
      kind: "DECISION_WAITING",
      at: AT.toISOString(),
      simulated: false,
      channel: { name: "On call" },
      execution: { ...FACTS.about?.execution, outcome: null },
      event: FACTS.about?.event,
      text: 'Recovery of Payments: Wave 2 "Databases" needs a decision',
    });
  });

  test("says what an execution that ended came to", () => {
    const { about } = FACTS;
    if (about === null) throw new Error("These facts are about an execution.");
    const ended = { ...about, event: { ...about.event, kind: "execution.partial" } };
    const body = JSON.parse(webhookBody({ ...FACTS, kind: "EXECUTION_ENDED", about: ended })) as unknown;
    expect(body).toMatchObject({ kind: "EXECUTION_ENDED", execution: { outcome: "PARTIAL" } });
  });

  test("of a test is about no execution", () => {
    expect(JSON.parse(webhookBody(TEST))).toMatchObject({ kind: "TEST", execution: null, event: null });
  });
});
