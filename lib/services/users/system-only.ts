import { AppError } from "#lib/domain/errors.ts";

import type { Context } from "../context.ts";

/** First line of verbs that belong to the product itself: sign-in and authentication act before anybody is known. */
export function requireSystem(ctx: Context): void {
  if (ctx.actor.kind !== "system") throw new AppError("FORBIDDEN", "Only the product itself may do this.");
}
