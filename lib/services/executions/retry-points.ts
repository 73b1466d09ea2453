import type { ExecutionServer } from "#lib/db/executions.ts";
import { snapshotReadingsOf } from "#lib/db/snapshot-readings.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { LaunchPointInTime, ServerPointInTimeInput } from "#lib/domain/point-in-time/choice.ts";
import { chooseLaunch } from "#lib/domain/point-in-time/choose-launch.ts";
import { serverKey } from "#lib/domain/regions.ts";
import type { z } from "zod";

import type { ExecutionTransaction } from "./locked.ts";
import { requirePast } from "./start-points.ts";

/**
 * What retried servers are launched from where somebody chose anew, by `serverKey`. Throws `SERVER_NOT_RECOVERABLE`,
 * naming those that have nothing of that moment.
 */
export async function choosePointsAgain(
  tx: ExecutionTransaction,
  servers: readonly ExecutionServer[],
  wanted: z.output<typeof ServerPointInTimeInput> | undefined,
): Promise<Map<string, LaunchPointInTime>> {
  if (wanted === undefined) return new Map();
  requirePast(wanted, tx.now());
  const readings = await snapshotReadingsOf(tx.db, servers);
  const chosen = servers.map((server) => {
    return { server, ...chooseLaunch(wanted, readings.get(serverKey(server)) ?? null) };
  });
  const problems = chosen.flatMap(({ server, problem }) => (problem === null ? [] : [{ server, problem }]));
  if (problems.length > 0) {
    const named = problems.map(({ server, problem }) => `${server.hostname}: ${problem}`);
    throw new AppError("SERVER_NOT_RECOVERABLE", `Nothing was retried. ${named.join("; ")}.`, {
      conflicts: problems.map(({ server, problem }) => {
        return { kind: "source-server", id: server.sourceServerId, name: server.hostname, detail: problem };
      }),
    });
  }
  return new Map(chosen.map(({ server, pointInTime }) => [serverKey(server), pointInTime]));
}
