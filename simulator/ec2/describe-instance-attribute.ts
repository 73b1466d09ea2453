import { z } from "zod";
import { notSimulated } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { requireInstances } from "./instance-query.ts";

/** Termination protection is the only attribute that can be read here. */
export const describeInstanceAttribute = operation({
  name: "DescribeInstanceAttribute",
  input: z.looseObject({ InstanceId: z.string(), Attribute: z.string() }),
  run: (call, { InstanceId, Attribute }) => {
    if (Attribute !== "disableApiTermination") throw notSimulated("ec2", `DescribeInstanceAttribute of ${Attribute}`);
    const [found] = requireInstances(call, [InstanceId]);
    return { instanceId: InstanceId, disableApiTermination: { value: found?.instance.isProtected ?? false } };
  },
});
