import { z } from "zod";
import { operation, type Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import { selectInstances, type LivingInstance } from "./instance-query.ts";
import { STATE_CODES } from "./instance-state.ts";
import { cutEc2Page } from "./ec2-page.ts";

export const describeInstances = operation({
  name: "DescribeInstances",
  input: z.record(z.string(), z.string()),
  run: (call, form) => {
    const { items, ...next } = cutEc2Page(selectInstances(call, form), form, "DescribeInstances");
    return { reservationSet: { item: items.map((each) => toReservation(call, each)) }, ...next };
  },
});

function toReservation(call: Call, living: LivingInstance): Record<string, unknown> {
  return {
    reservationId: `r-0${hexDigits(16, living.instance.instanceId)}`,
    ownerId: call.accountId,
    groupSet: "",
    instancesSet: { item: toInstance(call, living) },
  };
}

function toInstance({ sim }: Call, { instance, state }: LivingInstance): Record<string, unknown> {
  const isGone = state === "terminated";
  return {
    instanceId: instance.instanceId,
    imageId: `ami-0${hexDigits(16, "image", instance.instanceId)}`,
    instanceState: { code: STATE_CODES[state], name: state },
    privateDnsName: isGone ? "" : `ip-${instance.privateIp.replaceAll(".", "-")}.ec2.internal`,
    instanceType: instance.instanceType,
    launchTime: new Date(sim.clock.wallOf(instance.launchedAt)).toISOString(),
    placement: { availabilityZone: instance.availabilityZone, groupName: "", tenancy: "default" },
    ...(instance.isWindows && { platform: "windows" }),
    ...(!isGone && {
      privateIpAddress: instance.privateIp,
      subnetId: `subnet-0${hexDigits(16, instance.availabilityZone)}`,
      vpcId: `vpc-0${hexDigits(16, instance.availabilityZone.slice(0, -1))}`,
    }),
    architecture: "x86_64",
    rootDeviceType: "ebs",
    tagSet: { item: Object.entries(instance.tags).map(([key, value]) => ({ key, value })) },
  };
}
