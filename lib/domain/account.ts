import { z } from "zod";

import { parseCidr } from "./actions/ip-address.ts";
import { DrillNetwork } from "./drill-landing.ts";
import { Comment, Name } from "./names.ts";
import { AccountId, Region } from "./regions.ts";

const RoleArn = z
  .string()
  .max(2048)
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "A role ARN looks like arn:aws:iam::123456789012:role/Name.",
  );

/** An AWS account that the product may operate in, through a role it assumes. */
export const CreateAccountInput = z
  .strictObject({
    accountId: AccountId,
    name: Name,
    roleArn: RoleArn,
    externalId: z.string().min(2).max(1224),
    regions: z.array(Region).min(1).max(Region.options.length),
  })
  .refine((account) => account.roleArn.split(":")[4] === account.accountId, {
    path: ["roleArn"],
    message: "The role belongs to another account.",
  });
export type CreateAccountInput = z.input<typeof CreateAccountInput>;

const CheckCidr = z
  .string()
  .trim()
  .refine((text) => parseCidr(text) !== null, "Write a block of addresses such as 10.20.0.0/16.");

/** Where workers may check launched servers of an account, instead of what was allowed before. */
export const SetCheckCidrsInput = z.strictObject({
  checkCidrs: z
    .array(CheckCidr)
    .max(50)
    .transform((blocks) => [...new Set(blocks)]),
  comment: Comment,
});
export type SetCheckCidrsInput = z.input<typeof SetCheckCidrsInput>;

export const AccountParams = z.strictObject({ accountId: AccountId });
export type AccountParams = z.infer<typeof AccountParams>;

export const RegionSyncState = z.enum(["NEVER", "OK", "NOT_INITIALIZED", "NOT_ENABLED", "ERROR"]);
export type RegionSyncState = z.infer<typeof RegionSyncState>;

export const AccountView = z.object({
  accountId: z.string(),
  name: z.string(),
  roleArn: z.string(),
  /** Blocks of addresses in which workers may check launched servers; empty: none. */
  checkCidrs: z.array(z.string()),
  regions: z.array(
    z.object({
      region: z.string(),
      state: RegionSyncState,
      syncedAt: z.iso.datetime().nullable(),
      error: z.string().nullable(),
      servers: z.number(),
      /** Where drills belong; null: not declared. */
      drillNetwork: DrillNetwork.nullable(),
    }),
  ),
});
export type AccountView = z.infer<typeof AccountView>;
