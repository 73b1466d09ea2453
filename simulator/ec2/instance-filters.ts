import type { Call } from "../operation.ts";
import type { Filterable } from "./filters.ts";
import { architectureOf, imageIdOf, privateDnsName, reservationIdOf } from "./instance-view.ts";
import type { LivingInstance } from "./instance-query.ts";
import { STATE_CODES } from "./instance-state.ts";

/** What DescribeInstances can be filtered by. A terminated instance has no place in a network any more. */
export function instanceFilters(call: Call): Filterable<LivingInstance> {
  return {
    tagsOf: ({ instance }) => instance.tags,
    fields: {
      ...networkFields(call),
      "instance-id": ({ instance }) => instance.instanceId,
      "instance-state-name": ({ state }) => state,
      "instance-state-code": ({ state }) => String(STATE_CODES[state]),
      "instance-type": ({ instance }) => instance.instanceType,
      "availability-zone": ({ instance }) => instance.availabilityZone,
      "image-id": ({ instance }) => imageIdOf(instance),
      "key-name": ({ instance }) => instance.keyName ?? undefined,
      "iam-instance-profile.arn": ({ instance }) => instance.instanceProfileArn ?? undefined,
      "reservation-id": ({ instance }) => reservationIdOf(instance),
      "owner-id": () => call.accountId,
      platform: ({ instance }) => (instance.isWindows ? "windows" : undefined),
      architecture: ({ instance }) => architectureOf(instance),
      tenancy: ({ instance }) => instance.tenancy,
      "block-device-mapping.volume-id": ({ instance, state }) =>
        state === "terminated" ? [] : instance.volumes.map((each) => each.volumeId),
    },
  };
}

function networkFields(call: Call): Filterable<LivingInstance>["fields"] {
  const placed =
    (read: (instance: LivingInstance["instance"]) => string | readonly string[]) =>
    ({ instance, state }: LivingInstance) =>
      state === "terminated" ? undefined : read(instance);
  return {
    "private-ip-address": placed((instance) => instance.privateIp),
    "network-interface.addresses.private-ip-address": placed((instance) => instance.privateIp),
    "private-dns-name": placed((instance) => privateDnsName(call.region, instance.privateIp)),
    "subnet-id": placed((instance) => instance.subnetId),
    "vpc-id": placed((instance) => instance.vpcId),
    "instance.group-id": placed((instance) => instance.groupIds),
    "network-interface.network-interface-id": placed((instance) => instance.networkInterface.networkInterfaceId),
  };
}
