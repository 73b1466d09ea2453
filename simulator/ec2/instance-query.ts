import type { Filter } from "@aws-sdk/client-ec2";
import type { Call } from "../operation.ts";
import { filterItems, type Filterable } from "./filters.ts";
import { stateAt, type InstanceState } from "./instance-state.ts";
import type { Ec2Instance } from "./records.ts";
import { requireAll } from "./resource-ids.ts";

export type LivingInstance = { instance: Ec2Instance; state: InstanceState };

type Selection = { InstanceIds?: string[] | undefined; Filters?: Filter[] | undefined };

/** The instances that a request asks for by id and filter. Throws InvalidInstanceID.NotFound for an unknown id. */
export function selectInstances(
  call: Call,
  { InstanceIds: ids = [], Filters }: Selection,
  filterable: Filterable<LivingInstance>,
): LivingInstance[] {
  const known = ids.length > 0 ? requireInstances(call, ids) : livingInstances(call);
  return filterItems(known, Filters, filterable);
}

/** Instances by id, in the order asked for. Throws InvalidInstanceID.Malformed or .NotFound, naming the ids. */
export function requireInstances(call: Call, ids: readonly string[]): LivingInstance[] {
  const { instances } = call.here.ec2;
  return requireAll("instance", ids, { find: (id) => toLiving(call, instances.get(id)) });
}

/** Every instance that EC2 has not forgotten. */
export function livingInstances(call: Call): LivingInstance[] {
  return [...call.here.ec2.instances.values()].flatMap((instance) => toLiving(call, instance) ?? []);
}

function toLiving({ sim }: Call, instance: Ec2Instance | undefined): LivingInstance | undefined {
  const state = instance && stateAt(instance, sim.clock.now());
  return instance && state && { instance, state };
}
