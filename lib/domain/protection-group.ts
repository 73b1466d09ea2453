import { z } from "zod";

import { Description, Name } from "./names.ts";
import { PageQuery } from "./paging.ts";
import { AccountId, Region, SourceServerId } from "./regions.ts";
import { SourceServerView } from "./source-server.ts";

/** More servers than one Region of one account can hold (AWS DRS quota L-E28BE5E0, 4,000 source servers). */
const MAX_SERVERS = 4000;

const ServerIds = z
  .array(SourceServerId)
  .min(1, "A protection group needs at least one server.")
  .max(MAX_SERVERS)
  .refine((ids) => new Set(ids).size === ids.length, "A server is named twice.");

export const CreateProtectionGroupInput = z.strictObject({
  name: Name,
  description: Description,
  accountId: AccountId,
  region: Region,
  sourceServerIds: ServerIds,
});
export type CreateProtectionGroupInput = z.input<typeof CreateProtectionGroupInput>;

/** Account and Region never change: a group's servers live there. */
export const UpdateProtectionGroupInput = z.strictObject({
  version: z.int().min(1),
  name: Name,
  description: Description,
  sourceServerIds: ServerIds,
});
export type UpdateProtectionGroupInput = z.input<typeof UpdateProtectionGroupInput>;

export const ProtectionGroupSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
  sourceServerIds: z.array(z.string()),
  serverCount: z.number(),
  recoverableCount: z.number(),
  plans: z.array(z.object({ id: z.string(), name: z.string() })),
  version: z.number(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ProtectionGroupSummary = z.infer<typeof ProtectionGroupSummary>;

export const ProtectionGroupView = ProtectionGroupSummary.extend({ servers: z.array(SourceServerView) });
export type ProtectionGroupView = z.infer<typeof ProtectionGroupView>;

export const ProtectionGroupQuery = PageQuery.extend({
  accountId: AccountId.optional(),
  region: Region.optional(),
  search: z.string().trim().max(200).optional(),
}).strict();
export type ProtectionGroupQuery = z.infer<typeof ProtectionGroupQuery>;
