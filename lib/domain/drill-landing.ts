import { z } from "zod";

import { Comment } from "./names.ts";
import { AccountId, Region, SourceServerId } from "./regions.ts";

const MAX_IDS = 200;

const SubnetId = z
  .string()
  .regex(/^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, "A subnet id looks like subnet-0123456789abcdef0.");
const SecurityGroupId = z
  .string()
  .regex(/^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, "A security group id looks like sg-0123456789abcdef0.");

/** Where drills of an account and Region belong. */
export const DrillNetwork = z.object({
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
  /** A drill that lands elsewhere, or nobody knows where, is refused. */
  isolationRequired: z.boolean(),
});
export type DrillNetwork = z.infer<typeof DrillNetwork>;

export const SetDrillNetworkInput = z.strictObject({
  subnetIds: z.array(SubnetId).max(MAX_IDS).transform(once),
  securityGroupIds: z.array(SecurityGroupId).max(MAX_IDS).transform(once),
  isolationRequired: z.boolean(),
  comment: Comment,
});
export type SetDrillNetworkInput = z.input<typeof SetDrillNetworkInput>;

export const DrillNetworkPlace = z.strictObject({ accountId: AccountId, region: Region });
export type DrillNetworkPlace = z.input<typeof DrillNetworkPlace>;

function once(ids: string[]): string[] {
  return [...new Set(ids)].sort();
}

/** A route that leaves the VPC for a network of its owner. Routes to the internet are none. */
export const RouteExit = z.object({
  kind: z.enum(["TRANSIT_GATEWAY", "VPN_GATEWAY", "PEERING", "CORE_NETWORK", "LOCAL_GATEWAY", "APPLIANCE"]),
  targetId: z.string(),
  destination: z.string(),
});
export type RouteExit = z.infer<typeof RouteExit>;

/** A network interface that a launch makes. No subnet: the launch template names none, and AWS chooses. */
export const LandingInterface = z.object({
  subnetId: z.string().nullable(),
  subnetName: z.string().nullable(),
  vpcId: z.string().nullable(),
  /** Empty: AWS takes the default group of the VPC. */
  securityGroupIds: z.array(z.string()),
  /** Addresses that the launch template fixes. */
  privateIpAddresses: z.array(z.string()),
  /** Null where the routes of the subnet could not be read. */
  exits: z.array(RouteExit).nullable(),
});
export type LandingInterface = z.infer<typeof LandingInterface>;

/** Where a launch of a server lands, by its DRS launch settings and the default version of its EC2 launch template. */
export const Landing = z.object({
  templateId: z.string(),
  templateVersion: z.number(),
  copiesPrivateIp: z.boolean(),
  /** DRS launches into this instance instead of a new one. */
  intoInstanceId: z.string().nullable(),
  interfaces: z.array(LandingInterface),
});
export type Landing = z.infer<typeof Landing>;

/** What was read of a server's landing. `error`: AWS's words of the last try, where it failed. */
export type LandingReading = { landing: Landing | null; readAt: Date | null; error: string | null };

export const DrillFindingCode = z.enum([
  "ROUTE_TO_PRODUCTION",
  "OUTSIDE_DRILL_NETWORK",
  "COPIES_PRIVATE_IP",
  "NOT_KNOWN",
  "NO_DRILL_NETWORK",
]);
export type DrillFindingCode = z.infer<typeof DrillFindingCode>;

export const DrillFinding = z.object({
  code: DrillFindingCode,
  /** `error` where the account requires isolation: the drill is refused. */
  severity: z.enum(["warning", "error"]),
  /** Half a sentence about the server. */
  detail: z.string(),
});
export type DrillFinding = z.infer<typeof DrillFinding>;

/** `OPEN`: outside the drill network, or with a route to production. */
export const DrillVerdict = z.enum(["ISOLATED", "OPEN", "UNKNOWN"]);
export type DrillVerdict = z.infer<typeof DrillVerdict>;

export const ServerLandingView = z.object({
  sourceServerId: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
  hostname: z.string(),
  /** Null in a selection of servers. */
  wave: z.number().nullable(),
  verdict: DrillVerdict,
  findings: z.array(DrillFinding),
  landing: Landing.nullable(),
  readAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
});
export type ServerLandingView = z.infer<typeof ServerLandingView>;

/** Where a drill would land, server by server, worst first. */
export const DrillLandingView = z.object({
  /** The plan accepts warnings; errors refuse the drill all the same. */
  acceptsWarnings: z.boolean(),
  counts: z.object({ servers: z.number(), isolated: z.number(), warnings: z.number(), errors: z.number() }),
  /** Age of the oldest reading; null where a server was never read. */
  oldestReadAt: z.iso.datetime().nullable(),
  servers: z.array(ServerLandingView),
});
export type DrillLandingView = z.infer<typeof DrillLandingView>;

export const DrillLandingInput = z.strictObject({
  sourceServers: z
    .array(z.strictObject({ accountId: AccountId, region: Region, sourceServerId: SourceServerId }))
    .min(1, "Choose at least one server.")
    .max(4000),
});
export type DrillLandingInput = z.input<typeof DrillLandingInput>;
