import { ec2InstanceUrl, ec2NetworkInterfaceUrl, ec2VolumeUrl } from "./console-links.ts";
import type { Leftover } from "./execution.ts";
import { costSoFar } from "./instance-prices.ts";
import type { AccountRegion } from "./regions.ts";

/** Something in EC2 that carries the tag of an execution. `state` is EC2's own word. */
export type Remains = {
  kind: Leftover["kind"];
  id: string;
  state: string;
  since: Date | null;
  pricePerHour: number | null;
  sourceServerId: string | null;
};

const GONE = new Set(["terminated", "deleting", "deleted"]);

/** Costs nothing any more, and goes by itself. */
function isGone({ state }: Remains): boolean {
  return GONE.has(state);
}

/** An instance is on its way out, and takes along what belongs to it: too early to say what is left. */
export function isStillGoing(remains: readonly Remains[]): boolean {
  return remains.some(({ kind, state }) => kind === "instance" && state === "shutting-down");
}

/** What is left and costs, as it is shown. */
export function toLeftovers(
  remains: readonly Remains[],
  about: { place: AccountRegion; hostnames: ReadonlyMap<string, string>; now: Date },
): Leftover[] {
  const { accountId, region } = about.place;
  return remains
    .filter((each) => !isGone(each))
    .map((each) => ({
      kind: each.kind,
      id: each.id,
      accountId,
      region,
      state: each.state,
      hostname: about.hostnames.get(each.sourceServerId ?? "") ?? null,
      since: each.since?.toISOString() ?? null,
      costSoFarUsd: costSoFar(each.pricePerHour, each.since, about.now),
      costPerHourUsd: each.pricePerHour,
      url: urlOf(each, about.place),
    }));
}

function urlOf({ kind, id }: Remains, place: AccountRegion): string {
  switch (kind) {
    case "instance":
      return ec2InstanceUrl({ ...place, instanceId: id });
    case "volume":
      return ec2VolumeUrl({ ...place, volumeId: id });
    case "network-interface":
      return ec2NetworkInterfaceUrl({ ...place, networkInterfaceId: id });
  }
}
