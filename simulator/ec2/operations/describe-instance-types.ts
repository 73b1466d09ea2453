import type { DescribeInstanceTypesRequest, DescribeInstanceTypesResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { refused } from "../errors.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { toInstanceTypeInfo } from "../instance-type-view.ts";
import { allInstanceTypes, findInstanceType, type InstanceTypeFacts } from "../instance-types.ts";

export const describeInstanceTypes = implement<DescribeInstanceTypesRequest>(
  "DescribeInstanceTypes",
  (call, { InstanceTypes = [], Filters, ...page }): DescribeInstanceTypesResult => {
    const unknown = InstanceTypes.filter((name) => !findInstanceType(name));
    if (unknown.length > 0) {
      const message = `The following supplied instance types do not exist: [${unknown.join(", ")}]`;
      throw refused("InvalidInstanceType", message);
    }
    const named = [...new Set(InstanceTypes)].flatMap((name) => findInstanceType(name) ?? []);
    const selected = filterItems(named.length > 0 ? named : allInstanceTypes(), Filters, FILTERS);
    const { items, ...next } = cutEc2Page(selected, page, {
      call,
      ...{ keyOf: (type: InstanceTypeFacts) => type.name, scope: "DescribeInstanceTypes", largest: 100 },
    });
    return { InstanceTypes: items.map(toInstanceTypeInfo), ...next };
  },
);

const FILTERS: Filterable<InstanceTypeFacts> = {
  fields: {
    "instance-type": (type) => type.name,
    "current-generation": () => "true",
    "processor-info.supported-architecture": (type) => type.architecture,
    "vcpu-info.default-vcpus": (type) => String(type.vcpus),
    "memory-info.size-in-mib": (type) => String(type.memoryMiB),
    "burstable-performance-supported": (type) => String(type.isBurstable),
    "bare-metal": () => "false",
    "instance-storage-supported": () => "false",
    hypervisor: () => "nitro",
    "supported-root-device-type": () => "ebs",
    "supported-usage-class": () => ["on-demand", "spot"],
    "supported-virtualization-type": () => "hvm",
  },
};
