import type { DeliveryKind } from "./delivery.ts";
import { outcomeOf } from "./notification.ts";

/** Everything that a notification says. None of it changes later, so that every attempt says the same. */
export type NotificationFacts = {
  deliveryId: string;
  kind: DeliveryKind;
  channelName: string;
  /** The AWS behind this deployment is the simulator. */
  simulated: boolean;
  /** When it happened. */
  at: Date;
  /** Null for a test. */
  about: { execution: NotifiedExecution; event: NotifiedEvent } | null;
};

export type NotifiedExecution = {
  id: string;
  type: "DRILL" | "RECOVERY";
  plan: { id: string | null; name: string };
  /** Its page in the console, where the deployment knows the console's address. */
  url: string | null;
};

export type NotifiedEvent = {
  seq: number;
  kind: string;
  severity: string;
  message: string;
  detail: string | null;
  wave: number | null;
};

export type NotificationText = { subject: string; lines: string[] };

const MAX_SUBJECT = 200;

/** A notification for people: a subject on one line, and what stands below it. */
export function notificationText(facts: NotificationFacts): NotificationText {
  const mark = facts.simulated ? "[Simulated] " : "";
  if (facts.about === null) {
    const subject = `${mark}Test of the channel ${oneLine(facts.channelName)}`;
    return { subject: cut(subject), lines: ["Notifications of DRS Orchestrator arrive here.", ...footOf(facts)] };
  }
  const { execution, event } = facts.about;
  const what = execution.type === "DRILL" ? "Drill" : "Recovery";
  return {
    subject: cut(`${mark}${what} of ${oneLine(execution.plan.name)}: ${oneLine(event.message)}`),
    lines: [event.message, ...(event.detail === null ? [] : [event.detail]), ...footOf(facts)],
  };
}

function footOf({ about, at, deliveryId }: NotificationFacts): string[] {
  const url = about?.execution.url ?? null;
  return ["", ...(url === null ? [] : [url]), `${at.toISOString()} · notification ${deliveryId}`];
}

/** The text as one piece, for topics and mail. */
export function plainText({ subject, lines }: NotificationText): string {
  return [subject, "", ...lines].join("\n");
}

/** The body for a Slack-compatible incoming webhook. Names cannot become mentions, links or formatting. */
export function slackBody(facts: NotificationFacts): string {
  const { subject, lines } = notificationText(facts);
  const [first, ...rest] = facts.about === null ? lines : lines.slice(1);
  const text = [subject, ...(first === undefined ? [] : [first]), ...rest].filter((line) => line !== "");
  return JSON.stringify({ text: escapeForSlack(text.join("\n")), mrkdwn: false });
}

/** Slack reads `<`, `>` and `&` as its own marks (Slack API, formatting text for app surfaces). */
function escapeForSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The body of a webhook, JSON. */
export function webhookBody(facts: NotificationFacts): string {
  const { about } = facts;
  return JSON.stringify({
    id: facts.deliveryId,
    kind: facts.kind,
    at: facts.at.toISOString(),
    simulated: facts.simulated,
    channel: { name: facts.channelName },
    execution: about === null ? null : { ...about.execution, outcome: outcomeOf(about.event.kind) },
    event: about === null ? null : about.event,
    text: notificationText(facts).subject,
  });
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

function cut(text: string): string {
  return text.length <= MAX_SUBJECT ? text : `${text.slice(0, MAX_SUBJECT - 1)}…`;
}
