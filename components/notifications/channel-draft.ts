import type { ChannelKind, ChannelTarget, ChannelView, CreateChannelInput } from "#lib/domain/notifications/channel.ts";
import { NotificationKind } from "#lib/domain/notifications/notification.ts";

/** A channel as it is being filled in. Fields of other kinds keep what was typed. */
export type ChannelDraft = {
  name: string;
  kind: ChannelKind;
  isEnabled: boolean;
  events: readonly NotificationKind[];
  mode: "BOTH" | "DRILL" | "RECOVERY";
  isForSomePlans: boolean;
  planIds: readonly string[];
  topicArn: string;
  /** Empty for the topic's own. */
  accountId: string;
  to: string;
  url: string;
  secret: string;
};

export function emptyDraft(): ChannelDraft {
  return {
    ...{ name: "", kind: "SLACK", isEnabled: true, events: NotificationKind.options, mode: "BOTH" },
    ...{ isForSomePlans: false, planIds: [], topicArn: "", accountId: "", to: "", url: "", secret: "" },
  };
}

/** A channel as it is, for changing it. Its secret is not known and stays unless another is entered. */
export function draftOf(channel: ChannelView): ChannelDraft {
  const { name, isEnabled, events, modes, plans, target } = channel;
  const [mode = "DRILL"] = modes;
  return {
    ...emptyDraft(),
    ...{ name, isEnabled, events, kind: target.kind, mode: modes.length > 1 ? "BOTH" : mode },
    ...{ isForSomePlans: plans.length > 0, planIds: plans.map(({ id }) => id) },
    ...fieldsOf(target),
  };
}

function fieldsOf(target: ChannelView["target"]): Partial<ChannelDraft> {
  switch (target.kind) {
    case "SNS":
      return { topicArn: target.topicArn, accountId: target.accountId };
    case "EMAIL":
      return { to: target.to.join("\n") };
    case "SLACK":
      return {};
    case "WEBHOOK":
      return { url: target.url };
  }
}

/** What is sent to the API. */
export function inputOf(draft: ChannelDraft): CreateChannelInput {
  const { name, isEnabled, events, mode, isForSomePlans, planIds } = draft;
  return {
    name,
    isEnabled,
    events: [...events],
    modes: mode === "BOTH" ? ["DRILL", "RECOVERY"] : [mode],
    planIds: isForSomePlans ? [...planIds] : [],
    target: targetOf(draft),
  };
}

function targetOf({ kind, topicArn, accountId, to, url, secret }: ChannelDraft): ChannelTarget {
  switch (kind) {
    case "SNS":
      return { kind, topicArn: topicArn.trim(), ...(accountId !== "" && { accountId }) };
    case "EMAIL":
      return { kind, to: to.split(/[\s,;]+/).filter((address) => address !== "") };
    case "SLACK":
      return { kind, ...(url.trim() !== "" && { url: url.trim() }) };
    case "WEBHOOK":
      return { kind, url: url.trim(), ...(secret !== "" && { secret }) };
  }
}

/** What is still missing, in a sentence; undefined when the rest is for the API to judge. */
export function whyNotSaved(draft: ChannelDraft): string | undefined {
  if (draft.name.trim() === "") return "Give the channel a name first.";
  if (draft.events.length === 0) return "Choose at least one event.";
  if (draft.isForSomePlans && draft.planIds.length === 0) return "Choose at least one plan, or all of them.";
  return undefined;
}
