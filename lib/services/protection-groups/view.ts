import type { GroupRecord } from "#lib/db/protection-groups.ts";
import type { ProtectionGroupSummary } from "#lib/domain/protection-group.ts";

export function toGroupSummary(group: GroupRecord): ProtectionGroupSummary {
  const { nameKey: _, ...shown } = group;
  return {
    ...shown,
    serverCount: group.sourceServerIds.length,
    createdAt: group.createdAt.toISOString(),
    updatedAt: group.updatedAt.toISOString(),
  };
}
