import { makeLaunchTemplates } from "../drs/launch-template.ts";
import type { Call } from "../operation.ts";
import { livingInstances } from "./instance-query.ts";
import { livingTemplates } from "./launch-templates.ts";
import { networkOf } from "./network.ts";
import { kindOfId, missing, requireAll, type ResourceKind } from "./resource-ids.ts";
import type { Tags } from "./tags.ts";
import { existingVolumes } from "./volumes.ts";

/** A resource with the record that holds its tags. */
export type TaggedResource = { id: string; kind: ResourceKind; holder: { tags: Tags } };

/** Everything that can have tags. */
export function taggedResources(call: Call): TaggedResource[] {
  return (Object.keys(LISTS) as ResourceKind[]).flatMap((kind) => listOf(call, kind));
}

/** The resources with these ids, each once. Throws the `.NotFound` or `.Malformed` of the first kind that has a wrong one. */
export function requireTagged(call: Call, ids: readonly string[]): TaggedResource[] {
  const byKind = Map.groupBy(new Set(ids), (id) => requireKind(id));
  return [...byKind].flatMap(([kind, own]) => {
    const known = new Map(listOf(call, kind).map((each) => [each.id, each]));
    return requireAll(kind, own, { find: (id) => known.get(id) });
  });
}

function requireKind(id: string): ResourceKind {
  const kind = kindOfId(id);
  if (kind) return kind;
  throw missing("instance", [id]);
}

type Lister = (call: Call) => [id: string, holder: { tags: Tags }][];

const LISTS: Record<ResourceKind, Lister> = {
  instance: (call) => livingInstances(call).map(({ instance }) => [instance.instanceId, instance]),
  volume: ({ here, sim }) => existingVolumes(here, sim.clock.now()).map(({ volume }) => [volume.volumeId, volume]),
  "network-interface": (call) =>
    livingInstances(call).flatMap(({ instance: { networkInterface }, state }) =>
      state === "terminated" ? [] : [[networkInterface.networkInterfaceId, networkInterface]],
    ),
  "launch-template": ({ here }) => {
    makeLaunchTemplates(here);
    return livingTemplates(here.ec2).map((each) => [each.launchTemplateId, each]);
  },
  vpc: ({ here }) => [...networkOf(here).vpcs],
  subnet: ({ here }) => [...networkOf(here).subnets],
  "security-group": ({ here }) => [...networkOf(here).securityGroups],
  "route-table": ({ here }) => [...networkOf(here).routeTables],
  "key-pair": ({ here }) => [...networkOf(here).keyPairs.values()].map((each) => [each.keyPairId, each]),
};

function listOf(call: Call, kind: ResourceKind): TaggedResource[] {
  return LISTS[kind](call).map(([id, holder]) => ({ id, kind, holder }));
}
