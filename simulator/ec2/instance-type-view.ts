import type { InstanceTypeInfo } from "@aws-sdk/client-ec2";
import type { InstanceTypeFacts } from "./instance-types.ts";

/** An instance type as DescribeInstanceTypes shows it. */
export function toInstanceTypeInfo(type: InstanceTypeFacts): InstanceTypeInfo {
  const threads = type.architecture === "arm64" ? 1 : 2;
  return {
    InstanceType: type.name as NonNullable<InstanceTypeInfo["InstanceType"]>,
    ...{ CurrentGeneration: true, FreeTierEligible: type.name === "t3.micro", BareMetal: false, Hypervisor: "nitro" },
    SupportedUsageClasses: ["on-demand", "spot"],
    SupportedRootDeviceTypes: ["ebs"],
    SupportedVirtualizationTypes: ["hvm"],
    SupportedBootModes: type.architecture === "arm64" ? ["uefi"] : ["legacy-bios", "uefi"],
    ProcessorInfo: {
      SupportedArchitectures: [type.architecture],
      SustainedClockSpeedInGhz: type.clock,
      Manufacturer: type.manufacturer,
    },
    VCpuInfo: {
      DefaultVCpus: type.vcpus,
      DefaultCores: Math.max(1, type.vcpus / threads),
      DefaultThreadsPerCore: threads,
    },
    MemoryInfo: { SizeInMiB: type.memoryMiB },
    ...{ InstanceStorageSupported: false, HibernationSupported: false, AutoRecoverySupported: true },
    ...{ BurstablePerformanceSupported: type.isBurstable, DedicatedHostsSupported: !type.isBurstable },
    EbsInfo: { EbsOptimizedSupport: "default", EncryptionSupport: "supported", NvmeSupport: "required" },
    NetworkInfo: networkInfo(type),
    PlacementGroupInfo: {
      SupportedStrategies: type.isBurstable ? ["partition", "spread"] : ["cluster", "partition", "spread"],
    },
  };
}

function networkInfo({ vcpus, isBurstable }: InstanceTypeFacts): NonNullable<InstanceTypeInfo["NetworkInfo"]> {
  const [interfaces, addresses] = interfacesOf(vcpus);
  return {
    NetworkPerformance: isBurstable ? "Up to 5 Gigabit" : performanceOf(vcpus),
    ...{ MaximumNetworkInterfaces: interfaces, MaximumNetworkCards: 1, DefaultNetworkCardIndex: 0 },
    ...{ Ipv4AddressesPerInterface: addresses, Ipv6AddressesPerInterface: addresses, Ipv6Supported: true },
    ...{ EnaSupport: "required", EfaSupported: false, EncryptionInTransitSupported: !isBurstable },
  };
}

function interfacesOf(vcpus: number): [interfaces: number, addresses: number] {
  if (vcpus <= 2) return [3, 10];
  if (vcpus <= 8) return [4, 15];
  return vcpus <= 48 ? [8, 30] : [15, 50];
}

function performanceOf(vcpus: number): string {
  if (vcpus <= 16) return "Up to 12.5 Gigabit";
  return `${String((12.5 * vcpus) / 32)} Gigabit`;
}
