import { z } from "zod";

/** Regions that offer AWS DRS (AWS General Reference, endpoints and quotas, autumn 2026). */
export const DRS_REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ca-central-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
] as const;

export const Region = z.enum(DRS_REGIONS);
export type Region = z.infer<typeof Region>;

export const AccountId = z.string().regex(/^\d{12}$/, "An AWS account id has 12 digits.");
/** AWS DRS API model: `s-` and 17 letters or digits. */
export const SourceServerId = z
  .string()
  .regex(/^s-[0-9a-zA-Z]{17}$/, "A source server id looks like s-0123456789abcdef0.");

/** The place in which DRS keeps a server, and the unit of its quotas. */
export type AccountRegion = { accountId: string; region: string };

/** A source server's id is told apart by its place. */
export type ServerRef = AccountRegion & { sourceServerId: string };

export function serverKey(server: ServerRef): string {
  return `${accountRegionKey(server)}/${server.sourceServerId}`;
}

export function accountRegionKey(place: AccountRegion): string {
  return `${place.accountId}/${place.region}`;
}
