import { z } from "zod";

import { waitUntil } from "../stack/wait-until.ts";
import type { Api } from "./api.ts";

/** The demo's three tiers, and the tags of the servers that each is made of. Every wave waits for the one before. */
const TIERS = [
  { wave: "Databases", group: "Web shop databases", tiers: ["db"] },
  { wave: "Application", group: "Web shop application", tiers: ["search", "app"] },
  { wave: "Web front", group: "Web shop front", tiers: ["web"] },
];
const APP = "webshop";
const PLAN = {
  name: "Web shop",
  description: "Databases first, then the application, then the web front.",
  rtoMinutes: 60,
  rpoMinutes: 15,
};

const Server = z.object({
  sourceServerId: z.string(),
  accountId: z.string(),
  region: z.string(),
  tags: z.record(z.string(), z.string()),
});
type Server = z.infer<typeof Server>;
const Servers = z.object({ items: z.array(Server) });
const Created = z.object({ id: z.string() });
const Named = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Three groups and a plan over them, made as a script would make them, as soon as the inventory knows the servers. */
export async function createExamples(api: Api, signal: AbortSignal): Promise<void> {
  const servers = await waitUntil(() => findServers(api), {
    what: "The inventory did not find the web shop",
    seconds: 120,
    signal,
  });
  const groupIds: string[] = [];
  for (const tier of TIERS) groupIds.push(await createGroup(api, tier, servers));
  const waves = TIERS.map(({ wave }, index) => ({
    name: wave,
    protectionGroupIds: groupIds.slice(index, index + 1),
    dependsOn: index === 0 ? [] : [index],
  }));
  await api.create("/recovery-plans", { ...PLAN, waves });
}

/** Undefined until there is a server for every tier. */
async function findServers(api: Api): Promise<Server[] | undefined> {
  const found = Servers.parse(await api.get(`/drs/source-servers?recoverable=true&limit=200&search=${APP}`));
  const shop = found.items.filter(({ tags }) => tags["app"] === APP);
  return TIERS.every(({ tiers }) => shop.some(({ tags }) => tiers.includes(tags["tier"] ?? ""))) ? shop : undefined;
}

async function createGroup(api: Api, { group, tiers }: (typeof TIERS)[number], servers: Server[]): Promise<string> {
  const members = servers.filter(({ tags }) => tiers.includes(tags["tier"] ?? ""));
  const { accountId, region } = Server.parse(members[0]);
  const sourceServerIds = members.map(({ sourceServerId }) => sourceServerId);
  const created = await api.create("/protection-groups", { name: group, accountId, region, sourceServerIds });
  if (created !== null) return Created.parse(created).id;
  const { items } = Named.parse(await api.get(`/protection-groups?search=${encodeURIComponent(group)}`));
  return Created.parse(items.find(({ name }) => name === group)).id;
}
