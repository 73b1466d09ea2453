import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type Change,
  type ChangeInfo,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { Bench } from "#simulator/test-bench.ts";
import { route53State } from "#simulator/world.ts";

/** A seeded zone in an account that nobody else asks, so that nobody uses up what it may ask. */
export type TestZone = { accountId: string; route53: Route53Client; zoneId: string; zoneName: string };

let accounts = 0;

export function freshZone(bench: Bench): TestZone {
  accounts += 1;
  const accountId = `9${String(accounts).padStart(11, "0")}`;
  const [zone] = route53State(bench.sim.world, accountId).zones.values();
  const route53 = bench.route53({ accountId, region: "us-east-1" });
  return { accountId, route53, zoneId: zone?.zoneId ?? "", zoneName: zone?.name ?? "" };
}

export async function change(
  { route53, zoneId }: TestZone,
  changes: readonly Change[],
  comment?: string,
): Promise<ChangeInfo> {
  const ChangeBatch = { Changes: [...changes], Comment: comment };
  const command = new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch });
  const { ChangeInfo } = await route53.send(command);
  if (!ChangeInfo) throw new Error("No change");
  return ChangeInfo;
}

export async function recordSets({ route53, zoneId }: TestZone): Promise<ResourceRecordSet[]> {
  const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
  return ResourceRecordSets ?? [];
}

/** A record set with these values, answered for a minute. */
export function simple(
  Name: string,
  Type: ResourceRecordSet["Type"],
  ...values: string[]
): ResourceRecordSet & { Name: string } {
  return { Name, Type, TTL: 60, ResourceRecords: values.map((Value) => ({ Value })) };
}
