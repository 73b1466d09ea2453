import { z } from "zod";
import { operation } from "../../operation.ts";
import { cutPage } from "../../page.ts";
import { accountIdText, paging, sourceServerId } from "../model.ts";
import { toSourceServer } from "../source-server-view.ts";

const filters = z.object({
  sourceServerIDs: z.array(sourceServerId).max(200).optional(),
  hardwareId: z.string().max(256).optional(),
  stagingAccountIDs: z.array(accountIdText).max(200).optional(),
});

/** Unknown ids are left out of the answer, not refused. There is no filter by tag. */
export const describeSourceServers = operation({
  name: "DescribeSourceServers",
  input: z.object({ filters: filters.optional(), ...paging }),
  run: ({ here }, { filters: wanted, ...page }) => {
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
});

function matchesHardware(macAddress: string, hardwareId: string | undefined): boolean {
  return !hardwareId || macAddress === hardwareId;
}
