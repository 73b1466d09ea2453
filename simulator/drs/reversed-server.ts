import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import type { RegionState } from "../world.ts";
import { regionalDigits } from "./ids.ts";
import type { RecoveryInstance, SourceServer } from "./records.ts";
import { beginning } from "./replication-phases.ts";

type Reversal = { instance: RecoveryInstance; server: SourceServer; known: SourceServer | undefined };

/**
 * The source server that copies a recovery instance to `there`: a new one, or, where the instance itself came from a server there, that
 * one with a new machine behind it.
 */
export function reversedServer(
  { sim, here }: Call,
  there: RegionState,
  { instance: { recoveryInstanceId }, server, known }: Reversal,
): SourceServer {
  const ec2 = here.ec2.instances.get(recoveryInstanceId);
  const machine = {
    privateIp: ec2?.privateIp ?? server.privateIp,
    macAddress: `0a${(hexDigits(10, recoveryInstanceId).match(/../g) ?? []).map((pair) => `:${pair}`).join("")}`,
    originInstanceId: recoveryInstanceId,
    originAccountId: here.accountId,
    originRegion: here.region,
    originAvailabilityZone: ec2?.availabilityZone ?? null,
  };
  if (known) return { ...known, ...machine };
  return {
    ...structuredClone(server),
    ...machine,
    sourceServerId: `s-${regionalDigits(there.region, sim.seed, there.accountId, "reversed", server.sourceServerId)}`,
    direction: server.direction === "FAILOVER" ? "FAILBACK" : "FAILOVER",
    addedAt: wallNow(),
    replication: beginning(wallNow()),
    ...{ lastLaunch: null, lastLaunchResult: "NOT_STARTED", recoveryInstanceId: null },
  };
}
