/** A quota as Service Quotas lists it. */
export type Quota = {
  serviceCode: string;
  quotaCode: string;
  name: string;
  value: number;
  isAdjustable: boolean;
};

/** The limits of DRS that the simulator enforces too, by what they limit. */
export const DRS_LIMITS = {
  concurrentJobs: drs("L-D88FAC3A", "Concurrent jobs in progress", 20),
  serversPerJob: drs("L-B827C881", "Max source servers in a single Job", 100),
  serversInJobs: drs("L-05AFA8C6", "Max source servers in all Jobs", 500),
  replicatingServers: drs("L-C1D14A2B", "Max Total replicating source servers Per AWS Account", 300),
  sourceServers: adjustable(drs("L-E28BE5E0", "Max Total source servers Per AWS Account", 4000)),
  launchActions: drs("L-0588D03B", "Max number of launch actions per resource", 200),
  launchTemplates: drs("L-1F3FAE4D", "Max number of launch configuration templates per AWS account", 1),
} as const;

/** Running vCPUs of the families that recovery instances belong to; what accounts have after their first requests for more. */
export const STANDARD_VCPUS = vcpus(
  "L-1216C47A",
  "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
  1920,
);

const QUOTAS: readonly Quota[] = [
  ...Object.values(DRS_LIMITS),
  drs("L-DD6D028C", "Max concurrent Jobs per source server", 1),
  adjustable(drs("L-4B0323BD", "Max number of source networks per AWS account", 100)),
  STANDARD_VCPUS,
  vcpus("L-DB2E81BA", "Running On-Demand G and VT instances", 64),
  vcpus("L-417A185B", "Running On-Demand P instances", 64),
  vcpus("L-7295265B", "Running On-Demand X instances", 128),
  vcpus("L-43DA4232", "Running On-Demand High Memory instances", 448),
  storage("L-7A658B76", "Storage for General Purpose SSD (gp3) volumes, in TiB", 300),
  storage("L-D18FCD1D", "Storage for General Purpose SSD (gp2) volumes, in TiB", 300),
  storage("L-FD252861", "Storage for Provisioned IOPS SSD (io1) volumes, in TiB", 300),
  storage("L-09BD8365", "Storage for Provisioned IOPS SSD (io2) volumes, in TiB", 20),
  storage("L-82ACEF56", "Storage for Throughput Optimized HDD (st1) volumes, in TiB", 300),
  quota("ebs", { quotaCode: "L-309BACF6", name: "Snapshots per Region", value: 100_000 }),
  quota("vpc", { quotaCode: "L-DF5E4CA3", name: "Network interfaces per Region", value: 5000 }),
  quota("vpc", { quotaCode: "L-F678F1CE", name: "VPCs per Region", value: 5 }),
  quota("vpc", { quotaCode: "L-E79EC296", name: "VPC security groups per Region", value: 2500 }),
];

const SERVICE_NAMES: Record<string, string> = {
  drs: "AWS Elastic Disaster Recovery",
  ec2: "Amazon Elastic Compute Cloud (Amazon EC2)",
  ebs: "Amazon Elastic Block Store (Amazon EBS)",
  vpc: "Amazon Virtual Private Cloud (Amazon VPC)",
};

/** The quotas of a service, in a fixed order; undefined for a service without any. */
export function quotasOf(serviceCode: string): readonly Quota[] | undefined {
  return serviceCode in SERVICE_NAMES ? QUOTAS.filter((each) => each.serviceCode === serviceCode) : undefined;
}

/** A service's name in words. */
export function serviceName(serviceCode: string): string {
  return SERVICE_NAMES[serviceCode] ?? serviceCode;
}

type Described = Pick<Quota, "quotaCode" | "name" | "value">;

function quota(serviceCode: string, described: Described): Quota {
  return { serviceCode, ...described, isAdjustable: true };
}

function drs(quotaCode: string, name: string, value: number): Quota {
  return { ...quota("drs", { quotaCode, name, value }), isAdjustable: false };
}

function adjustable(fixed: Quota): Quota {
  return { ...fixed, isAdjustable: true };
}

function vcpus(quotaCode: string, name: string, value: number): Quota {
  return quota("ec2", { quotaCode, name, value });
}

function storage(quotaCode: string, name: string, value: number): Quota {
  return quota("ebs", { quotaCode, name, value });
}
