import type { DrillNetwork } from "#lib/domain/drill-landing.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";

const FIELDS = { subnetIds: true, securityGroupIds: true, isolationRequired: true } as const;

export type DrillPlace = { accountName: string; network: DrillNetwork | null };

/** Account name and drill network of each of these places, by `accountRegionKey`. */
export async function drillPlacesOf(
  db: Database,
  places: readonly AccountRegion[],
): Promise<ReadonlyMap<string, DrillPlace>> {
  const accountIds = [...new Set(places.map((place) => place.accountId))];
  const rows = await db.accountRegion.findMany({
    where: { accountId: { in: accountIds } },
    select: {
      ...{ accountId: true, region: true },
      account: { select: { name: true } },
      drillNetwork: { select: FIELDS },
    },
  });
  return new Map(
    rows.map(({ account, drillNetwork, ...place }) => [
      accountRegionKey(place),
      { accountName: account.name, network: drillNetwork },
    ]),
  );
}

export async function findDrillNetwork(
  db: Database,
  { accountId, region }: AccountRegion,
): Promise<DrillNetwork | null> {
  return db.drillNetwork.findUnique({ where: { accountId_region: { accountId, region } }, select: FIELDS });
}

export async function saveDrillNetwork(
  db: Database,
  { accountId, region }: AccountRegion,
  save: { network: DrillNetwork; by: string; at: Date },
): Promise<void> {
  const data = { ...save.network, updatedBy: save.by, updatedAt: save.at };
  await db.drillNetwork.upsert({
    where: { accountId_region: { accountId, region } },
    create: { accountId, region, ...data },
    update: data,
  });
}
