import type { Database } from "#lib/db/client.ts";
import { drillPlacesOf } from "#lib/db/drill-networks.ts";
import { landingsOf } from "#lib/db/landings.ts";
import { type DrillIsolation, drillIsolation } from "#lib/domain/drill-isolation.ts";
import type { LandingReading } from "#lib/domain/drill-landing.ts";
import { accountRegionKey, serverKey } from "#lib/domain/regions.ts";
import type { SourceServer } from "#lib/domain/source-server.ts";

export type JudgedServer = DrillIsolation & {
  server: SourceServer;
  accountName: string;
  reading: LandingReading | null;
};

/** Where a drill of each server would land, against what is declared for its account and Region. Order is kept. */
export async function judgeLandings(db: Database, servers: readonly SourceServer[], at: Date): Promise<JudgedServer[]> {
  const places = await drillPlacesOf(db, servers);
  const readings = await landingsOf(db, servers);
  return servers.map((server) => {
    const place = places.get(accountRegionKey(server));
    const reading = readings.get(serverKey(server)) ?? null;
    const judged = drillIsolation({ server, reading, network: place?.network ?? null }, at);
    return { ...judged, server, reading, accountName: place?.accountName ?? server.accountId };
  });
}
