import { type AccountRegion, accountRegionKey } from "./regions.ts";

/** AWS DRS quota L-B827C881: servers in one job. StartRecovery's own shape would take 200. */
export const MAX_SERVERS_PER_JOB = 100;

export type PackedLaunch<T> = { place: AccountRegion; servers: T[] };

/**
 * Divides servers into StartRecovery calls: one account and Region each, at most 100 servers, as even as possible.
 * The same servers are always divided the same way, whatever order they come in.
 */
export function packLaunches<T extends AccountRegion & { sourceServerId: string }>(
  servers: readonly T[],
): PackedLaunch<T>[] {
  const places = Map.groupBy(servers, accountRegionKey);
  const inOrder = [...places.values()].sort((a, b) => compareText(keyOf(a), keyOf(b)));
  return inOrder.flatMap((group) => packPlace(group));
}

function packPlace<T extends AccountRegion & { sourceServerId: string }>(group: readonly T[]): PackedLaunch<T>[] {
  const first = group[0];
  if (first === undefined) return [];
  const sorted = [...group].sort((a, b) => compareText(a.sourceServerId, b.sourceServerId));
  const jobs = Math.ceil(sorted.length / MAX_SERVERS_PER_JOB);
  const startOf = (job: number) => Math.floor((job * sorted.length) / jobs);
  return Array.from({ length: jobs }, (_, job) => ({
    place: { accountId: first.accountId, region: first.region },
    servers: sorted.slice(startOf(job), startOf(job + 1)),
  }));
}

function keyOf(group: readonly AccountRegion[]): string {
  return group[0] === undefined ? "" : accountRegionKey(group[0]);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
