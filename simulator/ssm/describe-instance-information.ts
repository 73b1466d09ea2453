import type {
  DescribeInstanceInformationRequest,
  DescribeInstanceInformationResult,
  InstanceInformation,
} from "@aws-sdk/client-ssm";
import type { Call } from "../operation.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { computerName, managedInstances, registeredAt, type ManagedInstance } from "./agents.ts";
import { ssmError } from "./errors.ts";
import { cutSsmPage } from "./ssm-page.ts";

const AGENT_VERSION = "3.3.2746.0";

/** Instances whose agent has registered; those that do not run any more have lost their connection. */
export const describeInstanceInformation = implement<DescribeInstanceInformationRequest>(
  "DescribeInstanceInformation",
  (call, input): DescribeInstanceInformationResult => {
    const filters = filtersOf(input);
    const now = call.sim.clock.now();
    const chosen = managedInstances(call.here, now).filter((each) => filters.every((filter) => matches(each, filter)));
    const { items, nextToken } = cutSsmPage(chosen, input, {
      call,
      keyOf: ({ instance }) => instance.instanceId,
      scope: "DescribeInstanceInformation",
      ...{ defaultSize: 10, largestSize: 50 },
    });
    return { InstanceInformationList: items.map((each) => toInformation(call, each)), NextToken: nextToken };
  },
);

type Filter = { key: string; values: string[] };

/** The two kinds of filters cannot be mixed. */
function filtersOf(input: Given<DescribeInstanceInformationRequest>): Filter[] {
  const { Filters: modern = [], InstanceInformationFilterList: old = [] } = input;
  if (modern.length > 0 && old.length > 0) {
    throw ssmError("ValidationException", "Filters and InstanceInformationFilterList cannot be used together.");
  }
  return [
    ...modern.map(({ Key, Values }) => ({ key: Key, values: Values })),
    ...old.map(({ key, valueSet }) => ({ key, values: valueSet })),
  ];
}

function matches({ instance, ping }: ManagedInstance, { key, values }: Filter): boolean {
  if (key === "InstanceIds") return values.includes(instance.instanceId);
  if (key === "PingStatus") return values.includes(ping);
  if (key === "PlatformTypes") return values.includes(instance.isWindows ? "Windows" : "Linux");
  if (key === "ResourceType") return values.includes("EC2Instance");
  if (key === "AgentVersion") return values.includes(AGENT_VERSION);
  if (key === "tag-key") return values.some((name) => name in instance.tags);
  if (key.startsWith("tag:")) return values.includes(instance.tags[key.slice(4)] ?? "");
  if (["ActivationIds", "IamRole", "AssociationStatus"].includes(key)) return false;
  throw ssmError("InvalidInstanceInformationFilterValue", `The filter key ${key} is not valid.`);
}

function toInformation({ sim }: Call, { instance, ping }: ManagedInstance): InstanceInformation {
  const { clock } = sim;
  const lostAt = instance.terminateRequestedAt ?? clock.now();
  return {
    ...{ InstanceId: instance.instanceId, PingStatus: ping, ResourceType: "EC2Instance" },
    LastPingDateTime: new Date(clock.wallOf(ping === "Online" ? clock.now() : lostAt)),
    ...{ AgentVersion: AGENT_VERSION, IsLatestVersion: true },
    ...(instance.isWindows
      ? {
          PlatformType: "Windows",
          PlatformName: "Microsoft Windows Server 2022 Datacenter",
          PlatformVersion: "10.0.20348",
        }
      : { PlatformType: "Linux", PlatformName: "Amazon Linux", PlatformVersion: "2023" }),
    ...{ IPAddress: instance.privateIp, ComputerName: computerName(instance) },
    RegistrationDate: new Date(clock.wallOf(registeredAt(instance))),
    ...{ SourceId: instance.instanceId, SourceType: "AWS::EC2::Instance" },
  };
}
