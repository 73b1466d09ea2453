import type { ProtectionGroupView } from "#lib/domain/protection-group.ts";

/** What the form holds. Account and Region are fixed once a group exists. */
export type GroupDraft = {
  name: string;
  description: string;
  accountId: string | null;
  region: string | null;
  serverIds: ReadonlySet<string>;
};

type Saved = Pick<ProtectionGroupView, "name" | "description" | "accountId" | "region" | "sourceServerIds">;

export function draftOf(group: Saved): GroupDraft {
  return {
    name: group.name,
    description: group.description ?? "",
    accountId: group.accountId,
    region: group.region,
    serverIds: new Set(group.sourceServerIds),
  };
}

export function emptyDraft(start: {
  accountId?: string | undefined;
  region?: string | undefined;
  server?: string | undefined;
}): GroupDraft {
  return {
    name: "",
    description: "",
    accountId: start.accountId ?? null,
    region: start.region ?? null,
    serverIds: new Set(start.server === undefined ? [] : [start.server]),
  };
}

/** Another place has other servers, so the choice starts again. */
export function moveTo(draft: GroupDraft, place: { accountId: string | null; region: string | null }): GroupDraft {
  const isSame = place.accountId === draft.accountId && place.region === draft.region;
  return { ...draft, ...place, serverIds: isSame ? draft.serverIds : new Set() };
}

export function withServers(draft: GroupDraft, ids: readonly string[], isChosen: boolean): GroupDraft {
  const serverIds = new Set(draft.serverIds);
  for (const id of ids) {
    if (isChosen) serverIds.add(id);
    else serverIds.delete(id);
  }
  return { ...draft, serverIds };
}

export type DraftProblems = Partial<Record<"name" | "accountId" | "region" | "servers", string>>;

/** What is missing before the draft can be sent, said at its field. */
export function problemsOf(draft: GroupDraft): DraftProblems {
  return {
    ...(draft.name.trim() === "" && { name: "Give the group a name." }),
    ...(draft.accountId === null && { accountId: "Choose the account whose servers it holds." }),
    ...(draft.region === null && { region: "Choose the Region in which DRS keeps them." }),
    ...(draft.serverIds.size === 0 && { servers: "Choose at least one server." }),
  };
}

export function isChanged(draft: GroupDraft, from: GroupDraft): boolean {
  return (
    draft.name !== from.name ||
    draft.description !== from.description ||
    draft.accountId !== from.accountId ||
    draft.region !== from.region ||
    draft.serverIds.size !== from.serverIds.size ||
    [...draft.serverIds].some((id) => !from.serverIds.has(id))
  );
}

function servers(count: number): string {
  return count === 1 ? "1 server" : `${count} servers`;
}

/** What somebody else's save changed, in words: `renamed it to "erp", added 2 servers`. */
export function changesBetween(before: Saved, after: Saved): string {
  const [had, has] = [new Set(before.sourceServerIds), new Set(after.sourceServerIds)];
  const added = after.sourceServerIds.filter((id) => !had.has(id)).length;
  const removed = before.sourceServerIds.filter((id) => !has.has(id)).length;
  const words = [
    after.name !== before.name && `renamed it to “${after.name}”`,
    after.description !== before.description && "changed the description",
    added > 0 && `added ${servers(added)}`,
    removed > 0 && `took out ${servers(removed)}`,
  ].filter((word) => word !== false);
  return words.length === 0 ? "changed nothing that shows" : words.join(", ");
}
