import { regionalDigits } from "../drs/ids.ts";
import type { Replication, SourceServer } from "../drs/records.ts";
import { wallNow } from "../clock.ts";
import { fraction, hexDigits } from "../random.ts";
import type { Estate, Tier } from "./estates.ts";

const GIB = 1024 ** 3;
const DAY = 86_400_000;

/** Where in its estate a server stands; numbers begin at 1. */
export type Place = { estate: Estate; tier: Tier; number: number; address: string };

/** A source server of an estate; the same seed always makes the same one. */
export function buildServer(
  seed: number,
  { estate, tier, number, address }: Place,
  replication: Replication,
): SourceServer {
  const hostname = `${tier.prefix}${String(number).padStart(2, "0")}`;
  const isWindows = tier.os.includes("Windows");
  const zone = "abc".charAt((number - 1) % 3);
  const isInAws = estate.originRegion !== null;
  return {
    sourceServerId: `s-${regionalDigits(estate.region, seed, estate.accountId, hostname)}`,
    tags: { Name: hostname, env: estate.env, app: estate.app, tier: tier.tier, owner: estate.owner, ...estate.tags },
    hostname,
    fqdn: `${hostname}.${estate.domain}`,
    os: tier.os,
    isWindows,
    cores: tier.cores,
    cpuModel: isInAws ? "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz" : "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz",
    ramBytes: tier.ramGiB * GIB,
    disks: tier.disksGiB.map((size, index) => ({
      deviceName: deviceName(index, { isWindows, isInAws }),
      bytes: size * GIB,
    })),
    privateIp: address,
    macAddress: `0a${(hexDigits(10, seed, hostname).match(/../g) ?? []).map((pair) => `:${pair}`).join("")}`,
    instanceType: tier.instanceType,
    originInstanceId: isInAws ? `i-0${hexDigits(16, "origin", seed, hostname)}` : null,
    originAccountId: isInAws ? estate.accountId : null,
    originRegion: estate.originRegion,
    originAvailabilityZone: estate.originRegion === null ? null : `${estate.originRegion}${zone}`,
    addedAt: wallNow() - (20 + 200 * fraction("added", seed, hostname)) * DAY,
    replication: { ...replication },
    lastLaunch: null,
    lastLaunchResult: "NOT_STARTED",
    recoveryInstanceId: null,
    direction: "FAILOVER",
    reversedServerArn: null,
  };
}

function deviceName(index: number, { isWindows, isInAws }: { isWindows: boolean; isInAws: boolean }): string {
  if (isWindows) return `c:${index}`;
  const letter = "abcdefghij".charAt(index);
  return isInAws ? `/dev/nvme${index}n1` : `/dev/sd${letter}`;
}
