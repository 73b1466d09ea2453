import type { DescribeInstanceAttributeRequest, InstanceAttribute } from "@aws-sdk/client-ec2";
import { notSimulated } from "../aws-error.ts";
import { implement } from "../wire/operation.ts";
import { requireInstances } from "./instance-query.ts";

/** Termination protection is the only attribute that can be read here. */
export const describeInstanceAttribute = implement<DescribeInstanceAttributeRequest>(
  "DescribeInstanceAttribute",
  (call, { InstanceId, Attribute }): InstanceAttribute => {
    if (Attribute !== "disableApiTermination") throw notSimulated("ec2", `DescribeInstanceAttribute of ${Attribute}`);
    const [found] = requireInstances(call, [InstanceId]);
    return { InstanceId, DisableApiTermination: { Value: found?.instance.isProtected ?? false } };
  },
);
