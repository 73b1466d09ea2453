import { z } from "zod";

import { waitUntil } from "#scripts/stack/wait-until.ts";
import type { TestStack } from "#scripts/testing/stack.ts";

const Servers = z.object({ items: z.array(z.object({ sourceServerId: z.string(), hostname: z.string() })) });
const Created = z.object({ id: z.string() });

export type Place = { accountId: string; region: string };
type PlannedWave = {
  name: string;
  place: Place;
  hosts: readonly string[];
  dependsOn?: number[];
  actions?: readonly object[];
  healthProfileId?: string;
  healthTimeoutMinutes?: number;
  onFailure?: "ASK" | "CONTINUE" | "ABORT";
};

/** The ids of seeded servers, in the order of their names, once the inventory knows all of them. */
export async function idsOf<Hosts extends readonly string[]>(
  { api }: TestStack,
  place: Place,
  ...hosts: Hosts
): Promise<{ [Host in keyof Hosts]: string }> {
  const ids = await waitUntil(
    async () => {
      const query = new URLSearchParams({ ...place, limit: "200" });
      const { items } = Servers.parse(await api.get(`/drs/source-servers?${query.toString()}`));
      const byName = new Map(items.map(({ hostname, sourceServerId }) => [hostname, sourceServerId]));
      const found = hosts.flatMap((host) => byName.get(host) ?? []);
      return found.length === hosts.length ? found : undefined;
    },
    { what: `The inventory did not find ${hosts.join(", ")}`, seconds: 60 },
  );
  return ids as { [Host in keyof Hosts]: string };
}

/** A plan whose waves each have a group of their own. */
export async function createPlan(
  stack: TestStack,
  { name, waves: planned }: { name: string; waves: readonly PlannedWave[] },
): Promise<string> {
  const waves: object[] = [];
  for (const { place, hosts, ...wave } of planned) {
    const sourceServerIds = await idsOf(stack, place, ...hosts);
    const body = { name: `${name}, ${wave.name}`, ...place, sourceServerIds };
    const group = Created.parse(await stack.api.create("/protection-groups", body));
    waves.push({ ...wave, protectionGroupIds: [group.id] });
  }
  return Created.parse(await stack.api.create("/recovery-plans", { name, waves })).id;
}

/** The address of the page of a drill that has been started. */
export async function startDrill({ api }: TestStack, planId: string): Promise<string> {
  const { id } = Created.parse(await api.create("/executions", { planId, type: "DRILL" }));
  return `/executions/${id}`;
}
