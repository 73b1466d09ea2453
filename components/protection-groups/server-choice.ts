import type { SourceServerView } from "#lib/domain/source-server.ts";

export type Choice = { kind: "chosen" } | { kind: "free" } | { kind: "taken"; group: { id: string; name: string } };

type Server = Pick<SourceServerView, "sourceServerId" | "protectionGroup">;

/** Whether the group being edited may take this server, and who has it otherwise. */
export function choiceOf(server: Server, chosen: ReadonlySet<string>, ownGroupId: string | null): Choice {
  const group = server.protectionGroup;
  if (group !== null && group.id !== ownGroupId) return { kind: "taken", group };
  return { kind: chosen.has(server.sourceServerId) ? "chosen" : "free" };
}

export function matchesWords(server: SourceServerView, search: string): boolean {
  const tags = Object.entries(server.tags).map(([name, value]) => `${name}=${value}`);
  const text = [server.hostname, server.sourceServerId, server.os ?? "", ...server.ipAddresses, ...tags]
    .join(" ")
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
