import type { ChannelKind, ChannelView, StoredTarget } from "#lib/domain/notifications/channel.ts";
import type { DeliveryKind, DeliveryView } from "#lib/domain/notifications/delivery.ts";
import { NotificationKind } from "#lib/domain/notifications/notification.ts";
import { formatAccountId, formatNoun } from "#components/ui/format.ts";

export const KIND_WORDS: Record<ChannelKind, string> = {
  SNS: "SNS topic",
  EMAIL: "Email",
  SLACK: "Slack",
  WEBHOOK: "Webhook",
};

export const EVENT_WORDS: Record<DeliveryKind, string> = {
  EXECUTION_STARTED: "Execution started",
  DECISION_WAITING: "Decision waiting",
  TASK_WAITING: "Task waiting",
  DEADLINE_AT_RISK: "Recovery time target at risk",
  EXECUTION_ENDED: "Execution ended",
  CLEANUP_FAILED: "Clean-up failed",
  ENGINE_STOPPED: "State machine stopped",
  TEST: "Test",
};

const SHOWN_ADDRESSES = 2;

/** Where a channel leads, in a line. */
export function targetWords(target: StoredTarget): string {
  switch (target.kind) {
    case "SNS":
      return `${target.topicArn.split(":").at(-1) ?? ""} in ${target.region}, by account ${formatAccountId(target.accountId)}`;
    case "EMAIL": {
      const more = target.to.length - SHOWN_ADDRESSES;
      return target.to.slice(0, SHOWN_ADDRESSES).join(", ") + (more > 0 ? ` and ${more} more` : "");
    }
    case "SLACK":
    case "WEBHOOK":
      return target.host;
  }
}

/** What a channel is told: `Everything, of drills, of 2 plans`. */
export function scopeWords({ events, modes, plans }: Pick<ChannelView, "events" | "modes" | "plans">): string {
  const what =
    events.length === NotificationKind.options.length
      ? "Everything"
      : events.map((event, index) => (index === 0 ? EVENT_WORDS[event] : lowerFirst(EVENT_WORDS[event]))).join(", ");
  const [mode] = modes;
  const ofModes = modes.length === 1 ? [mode === "DRILL" ? "of drills" : "of recoveries"] : [];
  const ofPlans =
    plans.length === 0 ? [] : [`of ${plans.length === 1 ? planName(plans[0]) : formatNoun(plans.length, "plan")}`];
  return [what, ...ofModes, ...ofPlans].join(" · ");
}

function planName(plan: ChannelView["plans"][number] | undefined): string {
  return plan?.name ?? "a plan that was deleted";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** How many notifications of a channel did not arrive; null where all did. */
export function troubleWords({ undelivered }: Pick<ChannelView, "undelivered">): string | null {
  const { retrying, failed } = undelivered;
  const parts = [
    ...(failed > 0 ? [`${formatNoun(failed, "notification")} not delivered in the last 7 days`] : []),
    ...(retrying > 0 ? [`${retrying} being tried again`] : []),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}

export type DeliveryState = "waiting" | "retrying" | "delivered" | "in part" | "failed";

/** How a delivery stands, in the words that people use. */
export function deliveryState({ status, lastError }: Pick<DeliveryView, "status" | "lastError">): DeliveryState {
  switch (status) {
    case "PENDING":
      return lastError === null ? "waiting" : "retrying";
    case "DELIVERED":
      return lastError === null ? "delivered" : "in part";
    case "FAILED":
      return "failed";
  }
}
