import type { DescribeSourceServersRequest } from "@aws-sdk/client-drs";
import { implement } from "../../wire/operation.ts";
import { cutPage } from "../../page.ts";
import { toSourceServer } from "../source-server-view.ts";

/** Unknown ids are left out of the answer, not refused. There is no filter by tag. */
export const describeSourceServers = implement<DescribeSourceServersRequest>(
  "DescribeSourceServers",
  ({ here }, { filters: wanted, ...page }) => {
    const ids = wanted?.sourceServerIDs?.length ? new Set(wanted.sourceServerIDs) : undefined;
    const isElsewhere = wanted?.stagingAccountIDs?.length ? !wanted.stagingAccountIDs.includes(here.accountId) : false;
    const servers = [...here.drs.sourceServers.values()].filter(
      (server) =>
        !isElsewhere &&
        (!ids || ids.has(server.sourceServerId)) &&
        matchesHardware(server.macAddress, wanted?.hardwareId),
    );
    const { items, ...next } = cutPage(servers, page, {
      keyOf: (server) => server.sourceServerId,
      scope: "DescribeSourceServers",
      defaultSize: 200,
      largestSize: 500,
    });
    return { items: items.map((server) => toSourceServer(here, server)), ...next };
  },
);

function matchesHardware(macAddress: string, hardwareId: string | undefined): boolean {
  return !hardwareId || macAddress === hardwareId;
}
