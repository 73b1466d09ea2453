import { lockPlace } from "#lib/db/accounts.ts";
import { executionsUsingGroup, findGroupByNameKey, type GroupRecord } from "#lib/db/protection-groups.ts";
import { type ServerMembership, serversPresent } from "#lib/db/source-servers.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/names.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Transaction } from "../context.ts";

/** Throws where the account is unknown or does not use the Region; else nobody changes groups there meanwhile. */
export async function requirePlace(tx: Transaction, place: AccountRegion): Promise<void> {
  const held = await lockPlace(tx.db, place);
  switch (held) {
    case "locked":
      return;
    case "unknown-account":
      throw new AppError("INVALID_REQUEST", `The account ${place.accountId} is not registered.`, {
        invalidParams: [{ name: "accountId", reason: "No account with this id is registered." }],
      });
    case "unknown-region":
      throw new AppError("REGION_NOT_ENABLED", `The account ${place.accountId} does not use ${place.region}.`, {
        invalidParams: [{ name: "region", reason: "The account does not use this Region." }],
      });
  }
}

/** Throws `PG_NAME_EXISTS`, naming the group that has the name in the same or another spelling. */
export async function requireFreeGroupName(tx: Transaction, name: string, ownId?: string): Promise<void> {
  const taken = await findGroupByNameKey(tx.db, nameKey(name));
  if (taken === null || taken.id === ownId) return;
  throw new AppError(
    "PG_NAME_EXISTS",
    `A protection group named "${taken.name}" exists already. Choose another name.`,
    {
      conflicts: [{ kind: "protection-group", ...taken }],
    },
  );
}

/** Throws `INVALID_SERVER_IDS` or `SERVER_ASSIGNED`, naming every server in the way. */
export async function requireFreeServers(
  tx: Transaction,
  place: AccountRegion,
  servers: { ids: readonly string[]; ownGroupId?: string },
): Promise<void> {
  const present = await serversPresent(tx.db, place, servers.ids);
  requirePresent(servers.ids, present, place);
  requireUnassigned(present.filter((server) => server.group !== null && server.group.id !== servers.ownGroupId));
}

function requirePresent(ids: readonly string[], present: readonly ServerMembership[], place: AccountRegion): void {
  const known = new Set(present.map((server) => server.sourceServerId));
  const missing = ids.flatMap((id, index) => (known.has(id) ? [] : [{ id, index }]));
  if (missing.length === 0) return;
  const names = listed(missing.map(({ id }) => id));
  const where = `${place.region} of account ${place.accountId}`;
  throw new AppError("INVALID_SERVER_IDS", `DRS has no such source server in ${where}: ${names}.`, {
    invalidParams: missing.map(({ id, index }) => ({
      name: `sourceServerIds.${index}`,
      reason: `${id} is not in the inventory of ${where}.`,
    })),
  });
}

function requireUnassigned(taken: readonly ServerMembership[]): void {
  if (taken.length === 0) return;
  const groups = new Map(taken.flatMap(({ group }) => (group === null ? [] : [[group.id, group]])));
  const what = taken.length === 1 ? "This server is" : "These servers are";
  const servers = listed(taken.map((server) => `${server.hostname} (in "${server.group?.name ?? ""}")`));
  throw new AppError("SERVER_ASSIGNED", `${what} in another protection group already: ${servers}.`, {
    conflicts: [
      ...taken.map((server) => ({
        kind: "source-server",
        id: server.sourceServerId,
        name: server.hostname,
        detail: `In the group "${server.group?.name ?? ""}".`,
      })),
      ...[...groups.values()].map((group) => ({ kind: "protection-group", ...group })),
    ],
  });
}

/** Throws `GROUP_IN_USE` while an execution that has not ended runs servers of the group. */
export async function requireIdleGroup(tx: Transaction, group: GroupRecord): Promise<void> {
  const executions = await executionsUsingGroup(tx.db, group.id);
  if (executions.length === 0) return;
  const plans = listed(executions.map((execution) => `"${execution.planName}"`));
  throw new AppError(
    "GROUP_IN_USE",
    `"${group.name}" is used by a running execution of ${plans}. Wait until it ends.`,
    {
      conflicts: executions.map(({ executionId, planName }) => ({
        kind: "execution",
        id: executionId,
        name: planName,
      })),
    },
  );
}

const LISTED = 10;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(", ");
  return names.length > LISTED ? `${shown} and ${names.length - LISTED} more` : shown;
}
