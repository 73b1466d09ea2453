import type { DescribeInstancesRequest, DescribeInstancesResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page, refuseIdsWithPage } from "../ec2-page.ts";
import { instanceFilters } from "../instance-filters.ts";
import { selectInstances } from "../instance-query.ts";
import { reservationIdOf, toInstance } from "../instance-view.ts";

export const describeInstances = implement<DescribeInstancesRequest>(
  "DescribeInstances",
  (call, input): DescribeInstancesResult => {
    refuseIdsWithPage(input.InstanceIds, input, "instancesSet");
    const { items, ...next } = cutEc2Page(selectInstances(call, input, instanceFilters(call)), input, {
      call,
      keyOf: ({ instance }) => instance.instanceId,
      scope: "DescribeInstances",
    });
    const Reservations = items.map((each) => ({
      ReservationId: reservationIdOf(each.instance),
      OwnerId: call.accountId,
      Groups: [],
      Instances: [toInstance(call, each)],
    }));
    return { Reservations, ...next };
  },
);
