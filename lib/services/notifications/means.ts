import type { Secrets } from "./secrets.ts";

/** What this deployment has for sending notifications. */
export type ChannelMeans = {
  /** Null without a `SECRETS_KEY`: nothing secret can be kept. */
  secrets: Secrets | null;
  hasMailServer: boolean;
};
