import { DescribeInstancesCommand, DescribeInstanceStatusCommand } from "@aws-sdk/client-ec2";

import type { InstanceFacts } from "#lib/domain/execution.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { awsFailureOf } from "./aws-errors.ts";
import { inBatches } from "./drs-values.ts";

/** DescribeInstanceStatus takes at most 100 ids when they are named (Amazon EC2 API). */
const MAX_INSTANCE_IDS = 100;

/** State and both status checks of these instances. An instance that EC2 does not show yet is missing. */
export async function describeInstanceHealth(
  clients: AccountClients,
  place: AwsPlace,
  instanceIds: readonly string[],
): Promise<Map<string, InstanceFacts>> {
  const batches = await Promise.all(
    inBatches(instanceIds, MAX_INSTANCE_IDS).map((ids) => readBatch(clients, place, ids)),
  );
  return new Map(batches.flat());
}

async function readBatch(clients: AccountClients, place: AwsPlace, ids: string[]): Promise<[string, InstanceFacts][]> {
  const ec2 = clients.ec2(place);
  // A filter, because naming one id that EC2 does not show yet fails the whole call.
  const { Reservations } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: ids }], MaxResults: 1000 }),
  );
  const instances = (Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
  const known = instances.flatMap((instance) => instance.InstanceId ?? []);
  const checks = await statusChecks(clients, place, known);
  return instances.flatMap((instance) => {
    if (instance.InstanceId === undefined) return [];
    const check = checks.get(instance.InstanceId);
    const facts: InstanceFacts = {
      state: instance.State?.Name ?? "unknown",
      instanceType: instance.InstanceType ?? null,
      privateIpAddress: instance.PrivateIpAddress ?? null,
      publicIpAddress: instance.PublicIpAddress ?? null,
      availabilityZone: instance.Placement?.AvailabilityZone ?? null,
      systemStatus: check?.systemStatus ?? null,
      instanceStatus: check?.instanceStatus ?? null,
    };
    return [[instance.InstanceId, facts]];
  });
}

type StatusChecks = { systemStatus: string | null; instanceStatus: string | null };

async function statusChecks(
  clients: AccountClients,
  place: AwsPlace,
  ids: string[],
): Promise<Map<string, StatusChecks>> {
  if (ids.length === 0) return new Map();
  try {
    const { InstanceStatuses } = await clients
      .ec2(place)
      .send(new DescribeInstanceStatusCommand({ InstanceIds: ids, IncludeAllInstances: true }));
    return new Map(
      (InstanceStatuses ?? []).flatMap((status) =>
        status.InstanceId === undefined
          ? []
          : [
              [
                status.InstanceId,
                {
                  systemStatus: status.SystemStatus?.Status ?? null,
                  instanceStatus: status.InstanceStatus?.Status ?? null,
                },
              ] as const,
            ],
      ),
    );
  } catch (error) {
    // EC2 is eventually consistent: an instance shown a moment ago may not have a status yet.
    if (awsFailureOf(error).name === "InvalidInstanceID.NotFound") return new Map();
    throw error;
  }
}
