import type { DrsRecoveryInstance } from "./drs-job.ts";

export type InTheWay = { kind: "own" | "recovery"; instance: DrsRecoveryInstance };

/**
 * Live instances that a launch must not replace, by source server. DRS terminates every earlier instance of a server when
 * it launches it again (AWS DRS user guide), so what this execution launched itself and every real recovery is kept,
 * unless a person asked for exactly this instance to be replaced. Other drills' instances are in nobody's way.
 */
export function whatIsInTheWay(
  servers: readonly { sourceServerId: string; replacesInstanceId: string | null }[],
  seen: { alive: readonly DrsRecoveryInstance[]; ownJobIds: ReadonlySet<string> },
): Map<string, InTheWay> {
  const replaceable = new Map(servers.map((server) => [server.sourceServerId, server.replacesInstanceId]));
  const found = new Map<string, InTheWay>();
  for (const instance of seen.alive) {
    if (replaceable.get(instance.sourceServerId) === instance.recoveryInstanceId) continue;
    if (instance.jobId !== null && seen.ownJobIds.has(instance.jobId)) {
      found.set(instance.sourceServerId, { kind: "own", instance });
    } else if (!instance.isDrill && !found.has(instance.sourceServerId)) {
      found.set(instance.sourceServerId, { kind: "recovery", instance });
    }
  }
  return found;
}
