import type { DescribeSourceServersRequest } from "@aws-sdk/client-drs";
import { cutPage } from "../../../page.ts";
import type { Given } from "../../../wire/given.ts";
import { implement } from "../../../wire/operation.ts";
import type { RegionState } from "../../../world.ts";
import type { SourceServer } from "../../records.ts";
import { toSourceServer } from "../../source-server-view.ts";

/** Unknown ids are left out of the answer, not refused. There is no filter by tag. */
export const describeSourceServers = implement<DescribeSourceServersRequest>(
  "DescribeSourceServers",
  (call, { filters, ...page }) => {
    const { items, ...next } = cutPage(selected(call.here, filters), page, {
      ...{ call, scope: "DescribeSourceServers", filters },
      keyOf: (server) => server.sourceServerId,
      defaultSize: 200,
      largestSize: 500,
    });
    return { items: items.map((server) => toSourceServer(call, server)), ...next };
  },
);

type Filters = Given<DescribeSourceServersRequest>["filters"];

function selected({ drs, accountId }: RegionState, filters: Filters): SourceServer[] {
  const { sourceServerIDs: ids, hardwareId, stagingAccountIDs: accounts } = filters ?? {};
  if (accounts?.length && !accounts.includes(accountId)) return [];
  if (!ids?.length && !hardwareId) return [...drs.sourceServers.values()];
  const wanted = ids?.length ? new Set(ids) : undefined;
  return [...drs.sourceServers.values()].filter(
    (server) => (wanted?.has(server.sourceServerId) ?? true) && (!hardwareId || server.macAddress === hardwareId),
  );
}
