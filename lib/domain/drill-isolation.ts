import type {
  DrillFinding,
  DrillFindingCode,
  DrillNetwork,
  DrillVerdict,
  Landing,
  LandingInterface,
  LandingReading,
  RouteExit,
} from "./drill-landing.ts";

/** A reading older than this is not relied on: launch templates are edited by hand. Four readings are tried in it. */
const MAX_AGE_MS = 3_600_000;

export type DrillTarget = {
  server: { ipAddresses: readonly string[] };
  /** Null: never read. */
  reading: LandingReading | null;
  /** Null: none is declared for the server's account and Region. */
  network: DrillNetwork | null;
};

export type DrillIsolation = { verdict: DrillVerdict; findings: DrillFinding[] };

/**
 * Where a drill of a server would land, against the drill network of its account and Region. Isolated: every subnet and
 * security group is the drill network's and no subnet has a route to production, by a reading of the last hour.
 * What is not known is a finding, never a yes. Findings are warnings, and errors where isolation is required.
 */
export function drillIsolation(target: DrillTarget, at: Date): DrillIsolation {
  const { server, reading, network } = target;
  const isDeclared = network !== null && network.subnetIds.length + network.securityGroupIds.length > 0;
  const landing = knownLanding(reading, at);
  const reasons: [DrillFindingCode, string[]][] = [
    ["ROUTE_TO_PRODUCTION", landing === null ? [] : routesToProduction(landing)],
    ["OUTSIDE_DRILL_NETWORK", landing === null || !isDeclared ? [] : outside(landing, network)],
    ["COPIES_PRIVATE_IP", landing === null ? [] : copiedAddress(landing, server.ipAddresses)],
    ["NOT_KNOWN", landing === null ? [whyNotKnown(reading)] : gaps(landing)],
    ["NO_DRILL_NETWORK", isDeclared ? [] : ["no drill network is declared for its account and Region"]],
  ];
  const severity = network?.isolationRequired === true ? "error" : "warning";
  const findings = reasons
    .filter(([, found]) => found.length > 0)
    .map(([code, found]) => ({ code, severity, detail: [...new Set(found)].join("; ") }) as const);
  return { verdict: verdictOf(findings), findings };
}

function verdictOf(findings: readonly DrillFinding[]): DrillVerdict {
  const codes = new Set(findings.map((finding) => finding.code));
  if (codes.has("ROUTE_TO_PRODUCTION") || codes.has("OUTSIDE_DRILL_NETWORK")) return "OPEN";
  return codes.has("NOT_KNOWN") || codes.has("NO_DRILL_NETWORK") ? "UNKNOWN" : "ISOLATED";
}

function knownLanding(reading: LandingReading | null, at: Date): Landing | null {
  if (reading === null || reading.readAt === null) return null;
  return at.getTime() - reading.readAt.getTime() > MAX_AGE_MS ? null : reading.landing;
}

function whyNotKnown(reading: LandingReading | null): string {
  if (reading === null || (reading.readAt === null && reading.error === null)) {
    return "its launch settings were not read yet";
  }
  if (reading.readAt === null) return `its launch settings could not be read (${reading.error ?? ""})`;
  const words = reading.error === null ? "" : ` (${reading.error})`;
  return `its launch settings were last read at ${reading.readAt.toISOString()}, too long ago to rely on${words}`;
}

/** An instance that exists already has its own network, which the launch template says nothing about. */
function gaps({ intoInstanceId, interfaces }: Landing): string[] {
  if (intoInstanceId !== null) return [`it launches into the existing instance ${intoInstanceId}`];
  if (interfaces.length === 0) return ["its launch template says nothing about its network"];
  return interfaces
    .filter(({ subnetId, exits }) => subnetId !== null && exits === null)
    .map((each) => `the routes of ${subnetWords(each)} could not be read`);
}

function outside({ intoInstanceId, interfaces }: Landing, network: DrillNetwork): string[] {
  if (intoInstanceId !== null) return [];
  return interfaces.flatMap((each) => [...foreignSubnet(each, network), ...foreignGroups(each, network)]);
}

function foreignSubnet(each: LandingInterface, network: DrillNetwork): string[] {
  if (each.subnetId === null) return ["its launch template names no subnet, so AWS chooses one"];
  return network.subnetIds.includes(each.subnetId) ? [] : [`it lands in ${subnetWords(each)}`];
}

function foreignGroups({ securityGroupIds }: LandingInterface, network: DrillNetwork): string[] {
  if (securityGroupIds.length === 0) {
    return ["its launch template names no security group, so it gets the default one of the VPC"];
  }
  const foreign = securityGroupIds.filter((id) => !network.securityGroupIds.includes(id));
  return foreign.map((id) => `it gets the security group ${id}`);
}

function routesToProduction({ intoInstanceId, interfaces }: Landing): string[] {
  if (intoInstanceId !== null) return [];
  return interfaces.flatMap((each) =>
    (each.exits ?? []).map(
      (exit) => `${subnetWords(each)} routes ${exit.destination} to the ${EXIT_WORDS[exit.kind]} ${exit.targetId}`,
    ),
  );
}

const EXIT_WORDS: Record<RouteExit["kind"], string> = {
  TRANSIT_GATEWAY: "transit gateway",
  VPN_GATEWAY: "virtual private gateway",
  PEERING: "VPC peering connection",
  CORE_NETWORK: "core network",
  LOCAL_GATEWAY: "local gateway",
  APPLIANCE: "appliance",
};

function copiedAddress({ copiesPrivateIp, interfaces }: Landing, addresses: readonly string[]): string[] {
  const fixed = interfaces.flatMap((each) => each.privateIpAddresses).filter((address) => addresses.includes(address));
  if (fixed.length > 0) return [`it gets the private address of its source, ${fixed.join(" and ")}`];
  return copiesPrivateIp ? ["it gets the private address of its source"] : [];
}

function subnetWords({ subnetId, subnetName }: LandingInterface): string {
  return subnetName === null ? (subnetId ?? "a subnet") : `${subnetId ?? "a subnet"} (${subnetName})`;
}

/** Worst first: what refuses the drill, what is open, what is not known, other warnings, isolated servers. */
export function drillRank({ verdict, findings }: DrillIsolation): number {
  if (findings.some((finding) => finding.severity === "error")) return 0;
  if (verdict === "OPEN") return 1;
  if (verdict === "UNKNOWN") return 2;
  return findings.length > 0 ? 3 : 4;
}
