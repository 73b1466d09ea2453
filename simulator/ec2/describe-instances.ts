import type { DescribeInstancesRequest, Instance, Reservation } from "@aws-sdk/client-ec2";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import { implement } from "../wire/operation.ts";
import { cutEc2Page } from "./ec2-page.ts";
import { selectInstances, type LivingInstance } from "./instance-query.ts";
import { STATE_CODES } from "./instance-state.ts";

export const describeInstances = implement<DescribeInstancesRequest>("DescribeInstances", (call, input) => {
  const { items, ...next } = cutEc2Page(selectInstances(call, input), input, {
    call,
    keyOf: ({ instance }) => instance.instanceId,
    scope: "DescribeInstances",
  });
  return { Reservations: items.map((each) => toReservation(call, each)), ...next };
});

function toReservation(call: Call, living: LivingInstance): Reservation {
  return {
    ReservationId: `r-0${hexDigits(16, living.instance.instanceId)}`,
    OwnerId: call.accountId,
    Groups: [],
    Instances: [toInstance(call, living)],
  };
}

function toInstance({ sim }: Call, { instance, state }: LivingInstance): Instance {
  const isGone = state === "terminated";
  return {
    InstanceId: instance.instanceId,
    ImageId: `ami-0${hexDigits(16, "image", instance.instanceId)}`,
    State: { Code: STATE_CODES[state], Name: state },
    PrivateDnsName: isGone ? "" : `ip-${instance.privateIp.replaceAll(".", "-")}.ec2.internal`,
    InstanceType: instance.instanceType as NonNullable<Instance["InstanceType"]>,
    LaunchTime: new Date(sim.clock.wallOf(instance.launchedAt)),
    Placement: { AvailabilityZone: instance.availabilityZone, GroupName: "", Tenancy: "default" },
    ...(instance.isWindows && { Platform: "Windows" }),
    ...(!isGone && {
      PrivateIpAddress: instance.privateIp,
      SubnetId: `subnet-0${hexDigits(16, instance.availabilityZone)}`,
      VpcId: `vpc-0${hexDigits(16, instance.availabilityZone.slice(0, -1))}`,
    }),
    Architecture: "x86_64",
    RootDeviceType: "ebs",
    Tags: Object.entries(instance.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
