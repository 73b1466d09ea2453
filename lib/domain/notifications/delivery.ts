import { z } from "zod";

import { PageQuery } from "../paging.ts";
import { NotificationKind } from "./notification.ts";

export const DeliveryStatus = z.enum(["PENDING", "DELIVERED", "FAILED"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** An event of an execution, or a test of the channel. */
export const DeliveryKind = z.enum([...NotificationKind.options, "TEST"]);
export type DeliveryKind = z.infer<typeof DeliveryKind>;

export const DeliveryView = z.object({
  id: z.string(),
  /** Without an id once the channel was deleted. */
  channel: z.object({ id: z.string().nullable(), name: z.string() }),
  kind: DeliveryKind,
  executionId: z.string().nullable(),
  eventSeq: z.number().nullable(),
  /** What happened, in the words of the event. */
  message: z.string().nullable(),
  status: DeliveryStatus,
  attempts: z.number(),
  nextAttemptAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable(),
  /** What came back of the last attempt, at most 4 KiB. */
  answer: z.string().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryQuery = PageQuery.extend({ status: DeliveryStatus.optional() }).strict();
export type DeliveryQuery = z.input<typeof DeliveryQuery>;
