import type { Filter } from "@aws-sdk/client-ec2";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { stateAt, type InstanceState } from "./instance-state.ts";
import type { Ec2Instance } from "./records.ts";

export type LivingInstance = { instance: Ec2Instance; state: InstanceState };

type Selection = { InstanceIds?: string[] | undefined; Filters?: Filter[] | undefined };

/** The instances that a request asks for by id and filter. Throws InvalidInstanceID.NotFound for an unknown id. */
export function selectInstances(call: Call, { InstanceIds: ids = [], Filters = [] }: Selection): LivingInstance[] {
  const known = ids.length > 0 ? requireInstances(call, ids) : allInstances(call);
  return known.filter((each) => Filters.every(({ Name = "", Values = [] }) => matches(each, Name, Values)));
}

/** Instances by id, in the order asked for. Throws InvalidInstanceID.Malformed or .NotFound, naming the ids. */
export function requireInstances(call: Call, ids: readonly string[]): LivingInstance[] {
  const malformed = ids.find((id) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) {
    throw new AwsError({ status: 400, code: "InvalidInstanceID.Malformed" }, `Invalid id: "${malformed}"`);
  }
  const found = [...new Set(ids)].flatMap((id) => toLiving(call, call.here.ec2.instances.get(id)));
  const missing = ids.filter((id) => !found.some(({ instance }) => instance.instanceId === id));
  if (missing.length === 0) return found;
  const subject =
    missing.length === 1 ? `The instance ID '${missing[0] ?? ""}' does` : `The instance IDs '${missing.join(", ")}' do`;
  throw new AwsError({ status: 400, code: "InvalidInstanceID.NotFound" }, `${subject} not exist`);
}

function allInstances(call: Call): LivingInstance[] {
  return [...call.here.ec2.instances.values()].flatMap((instance) => toLiving(call, instance));
}

function toLiving({ sim }: Call, instance: Ec2Instance | undefined): LivingInstance[] {
  const state = instance && stateAt(instance, sim.clock.now());
  return instance && state ? [{ instance, state }] : [];
}

function matches({ instance, state }: LivingInstance, name: string, values: string[]): boolean {
  if (name.startsWith("tag:")) return anyMatches(values, instance.tags[name.slice(4)]);
  if (name === "tag-key") return Object.keys(instance.tags).some((key) => anyMatches(values, key));
  if (name === "instance-id") return anyMatches(values, instance.instanceId);
  if (name === "instance-state-name") return anyMatches(values, state);
  if (name === "instance-type") return anyMatches(values, instance.instanceType);
  if (name === "availability-zone") return anyMatches(values, instance.availabilityZone);
  if (name === "private-ip-address") return anyMatches(values, instance.privateIp);
  throw new AwsError({ status: 400, code: "InvalidParameterValue" }, `The filter '${name}' is invalid`);
}

function anyMatches(patterns: readonly string[], value: string | undefined): boolean {
  if (value === undefined) return false;
  return patterns.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, "s").test(value);
  });
}
