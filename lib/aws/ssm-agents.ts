import { DescribeInstanceInformationCommand, type InstanceInformation } from "@aws-sdk/client-ssm";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { inBatches } from "./drs-values.ts";
import { ssmPages } from "./ssm-values.ts";

/** AWS Systems Manager API: a filter takes at most 100 values. */
const MAX_FILTER_VALUES = 100;

/** What Systems Manager knows of the agent on an instance. */
export type SsmAgent = {
  isOnline: boolean;
  platform: "LINUX" | "WINDOWS" | "MACOS" | "UNKNOWN";
  lastSeenAt: Date | null;
};

/** The agents of these instances, by instance id. Instances whose agent never registered are missing. */
export async function listSsmAgents(
  clients: AccountClients,
  place: AwsPlace,
  { instanceIds, signal }: { instanceIds: readonly string[]; signal: AbortSignal },
): Promise<Map<string, SsmAgent>> {
  const batches = await Promise.all(
    inBatches(instanceIds, MAX_FILTER_VALUES).map((ids) =>
      ssmPages(async (page) => {
        const command = new DescribeInstanceInformationCommand({
          Filters: [{ Key: "InstanceIds", Values: ids }],
          ...page,
        });
        const answer = await clients.ssm(place).send(command, { abortSignal: signal });
        return { items: answer.InstanceInformationList, NextToken: answer.NextToken };
      }),
    ),
  );
  return new Map(
    batches
      .flat()
      .flatMap((each) => (each.InstanceId === undefined ? [] : [[each.InstanceId, toAgent(each)] as const])),
  );
}

const PLATFORMS: Record<string, SsmAgent["platform"]> = { Linux: "LINUX", Windows: "WINDOWS", MacOS: "MACOS" };

function toAgent({ PingStatus, PlatformType, LastPingDateTime }: InstanceInformation): SsmAgent {
  return {
    isOnline: PingStatus === "Online",
    platform: PLATFORMS[PlatformType ?? ""] ?? "UNKNOWN",
    lastSeenAt: LastPingDateTime ?? null,
  };
}
