import { z } from "zod";

import { ExecutionType } from "../execution-status.ts";
import { Name } from "../names.ts";
import { PageQuery } from "../paging.ts";
import { AccountId } from "../regions.ts";
import { DeliveryView } from "./delivery.ts";
import { NotificationKind } from "./notification.ts";
import { ReceiverUrl } from "./receiver-url.ts";

export const ChannelKind = z.enum(["SNS", "EMAIL", "SLACK", "WEBHOOK"]);
export type ChannelKind = z.infer<typeof ChannelKind>;

const TOPIC_ARN = /^arn:aws(?:-cn|-us-gov)?:sns:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/;
/** One mailbox and nothing that could add a header or another recipient. */
const MailAddress = z.string().trim().max(254).pipe(z.email("An email address looks like on-call@example.com."));

const TopicArn = z.string().regex(TOPIC_ARN, "A topic looks like arn:aws:sns:eu-west-1:123456789012:name.");
const Secret = z.string().min(16, "A secret needs at least 16 characters.").max(256);

const SnsTarget = z.strictObject({
  kind: z.literal("SNS"),
  topicArn: TopicArn,
  /** The registered account by whose role it is published; without it the topic's own. */
  accountId: AccountId.optional(),
});
const EmailTarget = z.strictObject({
  kind: z.literal("EMAIL"),
  to: z
    .array(MailAddress)
    .min(1, "Name at least one address.")
    .max(50)
    .refine((to) => new Set(to.map((each) => each.toLowerCase())).size === to.length, "An address is named twice."),
});

/** Secrets that are left out stay as they are; a new channel needs them. */
export const ChannelTarget = z.discriminatedUnion("kind", [
  SnsTarget,
  EmailTarget,
  z.strictObject({ kind: z.literal("SLACK"), url: ReceiverUrl.optional() }),
  z.strictObject({ kind: z.literal("WEBHOOK"), url: ReceiverUrl, secret: Secret.optional() }),
]);
export type ChannelTarget = z.output<typeof ChannelTarget>;

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

const FIELDS = {
  name: Name,
  isEnabled: z.boolean().default(true),
  events: z.array(NotificationKind).min(1, "Choose at least one event.").max(50).transform(unique),
  /** Drills, recoveries or both. */
  modes: z
    .array(ExecutionType)
    .min(1, "Choose drills, recoveries or both.")
    .max(10)
    .transform(unique)
    .default(["DRILL", "RECOVERY"]),
  /** Executions of these plans only; empty for all, also those without a plan. */
  planIds: z.array(z.guid().toLowerCase()).max(200).transform(unique).default([]),
  target: ChannelTarget,
};

export const CreateChannelInput = z.strictObject(FIELDS);
export type CreateChannelInput = z.input<typeof CreateChannelInput>;

/** The kind never changes. */
export const UpdateChannelInput = z.strictObject({ version: z.int().min(1), ...FIELDS });
export type UpdateChannelInput = z.input<typeof UpdateChannelInput>;

/** What is kept of a target beside its secret. */
export const StoredTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("SNS"), topicArn: z.string(), accountId: z.string(), region: z.string() }),
  z.object({ kind: z.literal("EMAIL"), to: z.array(z.string()) }),
  z.object({ kind: z.literal("SLACK"), host: z.string() }),
  z.object({ kind: z.literal("WEBHOOK"), url: z.string(), host: z.string() }),
]);
export type StoredTarget = z.infer<typeof StoredTarget>;

export const ChannelView = z.object({
  id: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  events: z.array(NotificationKind),
  modes: z.array(ExecutionType),
  /** A plan that was deleted has no name. */
  plans: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  target: StoredTarget,
  /** Whether a Slack URL or a webhook's secret is kept. It is shown to nobody. */
  isSecretSet: z.boolean(),
  lastDelivery: DeliveryView.nullable(),
  /** Notifications that are being retried, and those given up in the last 7 days. */
  undelivered: z.object({ retrying: z.number(), failed: z.number() }),
  version: z.number(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ChannelView = z.infer<typeof ChannelView>;

export const ChannelQuery = PageQuery.strict();
export type ChannelQuery = z.input<typeof ChannelQuery>;
