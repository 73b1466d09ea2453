import type { CreateChannelInput } from "#lib/domain/notifications/channel.ts";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";
import { NotificationKind } from "#lib/domain/notifications/notification.ts";

import type { TestWorld } from "../test-world.ts";
import { createChannel } from "./create.ts";
import type { ChannelMeans } from "./means.ts";
import { secretsOf } from "./secrets.ts";

export const SECRETS = secretsOf("a key for the tests only, 32 characters");
export const MEANS: ChannelMeans = { secrets: SECRETS, hasMailServer: true };
export const WEBHOOK = { kind: "WEBHOOK", url: "https://example.com/in", secret: "0123456789abcdef" } as const;
export const SLACK_URL = "https://hooks.slack.com/services/T00/B00/very-secret";

/** A channel that is told of everything, unless `change` says otherwise. */
export async function addChannel(world: TestWorld, change: Partial<CreateChannelInput> = {}): Promise<ChannelView> {
  const name = `Channel ${crypto.randomUUID()}`;
  const input = { name, events: [...NotificationKind.options], target: WEBHOOK, ...change };
  return createChannel(world.as("admin"), input, MEANS);
}
