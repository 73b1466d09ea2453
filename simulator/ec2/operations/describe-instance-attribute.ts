import type { DescribeInstanceAttributeRequest, InstanceAttribute } from "@aws-sdk/client-ec2";
import { notSimulated } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { requireInstances, type LivingInstance } from "../instance-query.ts";
import { toInstance } from "../instance-view.ts";
import { ROOT_DEVICE } from "../volumes.ts";

type Reader = (living: LivingInstance, call: Call) => InstanceAttribute;

const READERS: Readonly<Record<string, Reader>> = {
  instanceType: ({ instance }) => ({ InstanceType: { Value: instance.instanceType } }),
  disableApiTermination: ({ instance }) => ({ DisableApiTermination: { Value: instance.isProtected } }),
  disableApiStop: ({ instance }) => ({ DisableApiStop: { Value: instance.isStopProtected } }),
  groupSet: ({ instance }) => ({ Groups: instance.groupIds.map((GroupId) => ({ GroupId })) }),
  blockDeviceMapping: (living, call) => ({ BlockDeviceMappings: toInstance(call, living).BlockDeviceMappings }),
  rootDeviceName: () => ({ RootDeviceName: { Value: ROOT_DEVICE } }),
  instanceInitiatedShutdownBehavior: () => ({ InstanceInitiatedShutdownBehavior: { Value: "stop" } }),
  sourceDestCheck: () => ({ SourceDestCheck: { Value: true } }),
  ebsOptimized: () => ({ EbsOptimized: { Value: true } }),
  enaSupport: () => ({ EnaSupport: { Value: true } }),
  productCodes: () => ({ ProductCodes: [] }),
  userData: () => ({ UserData: {} }),
};

export const describeInstanceAttribute = implement<DescribeInstanceAttributeRequest>(
  "DescribeInstanceAttribute",
  (call, { InstanceId, Attribute }): InstanceAttribute => {
    const read = READERS[Attribute];
    if (!read) throw notSimulated("ec2", `DescribeInstanceAttribute of ${Attribute}`);
    const [living] = requireInstances(call, [InstanceId]);
    return { InstanceId, ...(living && read(living, call)) };
  },
);
