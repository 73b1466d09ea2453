import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { startRecovery } from "./operations/jobs/start-recovery.ts";

type OthersLaunch = { sourceServerIds: readonly string[]; isDrill: boolean };

/** Somebody else calls StartRecovery. Throws the AwsError that they would get. Answers the job's id. */
export function startJobOfOthers(
  sim: Simulation,
  here: RegionState,
  { sourceServerIds, isDrill }: OthersLaunch,
): string {
  const { accountId, region } = here;
  const callerArn = `arn:aws:iam::${accountId}:user/somebody-else`;
  const call = { sim, here, accountId, region, callerArn, signal: new AbortController().signal };
  const sourceServers = sourceServerIds.map((sourceServerID) => ({ sourceServerID }));
  startRecovery.run(call, { sourceServers, isDrill, tags: {} });
  return here.drs.sourceServers.get(sourceServerIds[0] ?? "")?.lastLaunch?.jobId ?? "";
}
