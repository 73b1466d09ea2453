import { insertDecision } from "#lib/db/decisions.ts";
import { type ExecutionServer, listExecutionServers } from "#lib/db/executions.ts";
import { requireReason, requireServerDecidable, serversOfDecision } from "#lib/domain/decision-rules.ts";
import { AppError } from "#lib/domain/errors.ts";
import { RetryServerInput } from "#lib/domain/execution-input.ts";

import { type Context, requirePermission } from "../context.ts";
import { getWave, recordAct, requireGoingOn, requireMayChange } from "./control-rules.ts";
import { decidedWave } from "./decide.ts";
import { getExecutionRow } from "./get.ts";
import { type ExecutionTransaction, inExecution } from "./locked.ts";
import { choosePointsAgain } from "./retry-points.ts";
import { queueAgain, skipServers } from "./server-decisions.ts";
import { settle } from "./settle.ts";

type ServerInput = { executionId: string; sourceServerId: string } & RetryServerInput;

/**
 * Launches one failed server again, also of a wave whose failures were accepted, from what was chosen for it or from other
 * data. Retrying what is queued changes nothing.
 */
export async function retryServer(ctx: Context, input: ServerInput): Promise<void> {
  requirePermission(ctx, "execution:control");
  await decideServer(ctx, "retry", input);
}

/** Leaves one server out that failed or was not handed to DRS. Skipping what is skipped changes nothing. */
export async function skipServer(ctx: Context, input: Omit<ServerInput, "pointInTime">): Promise<void> {
  requirePermission(ctx, "execution:control");
  await decideServer(ctx, "skip", input);
}

const DONE = { retry: ["QUEUED", "LAUNCHING"], skip: ["SKIPPED"] } as const;

async function decideServer(ctx: Context, action: "retry" | "skip", input: ServerInput): Promise<void> {
  const { executionId, sourceServerId, ...body } = input;
  const { comment, pointInTime } = RetryServerInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    requireMayChange(tx);
    const server = await getServer(tx, sourceServerId);
    const done: readonly string[] = DONE[action];
    if (done.includes(server.status) && server.attempts > 0) return;
    if (action === "skip" && server.status === "SKIPPED") return;
    requireGoingOn(tx);
    requireReason(action, comment);
    const wave = await getWave(tx, server.waveNumber);
    requireServerDecidable(action, decidedWave(wave));
    const about = serversOfDecision(action, [server], [sourceServerId]);
    const points = await choosePointsAgain(tx, about, pointInTime);
    await (action === "retry" ? queueAgain(tx, about, points) : skipServers(tx, about, comment));
    await insertDecision(tx.db, {
      executionId: id,
      waveNumber: wave.number,
      action,
      serverIds: [sourceServerId],
      actorId: tx.actor.id,
      actor: tx.actor.name,
      comment,
      waitedSince: wave.decisionSince,
      at: tx.now(),
    });
    const words = action === "retry" ? `launches ${server.hostname} again` : `skipped ${server.hostname}`;
    await recordAct(tx, {
      act: `${action}-server`,
      words,
      comment,
      wave: wave.number,
      server,
      detail: { sourceServerId, ...(pointInTime !== undefined && { pointInTime }) },
    });
    await settle(tx);
  });
}

async function getServer(tx: ExecutionTransaction, sourceServerId: string): Promise<ExecutionServer> {
  const servers = await listExecutionServers(tx.db, { executionId: tx.execution.id });
  const server = servers.find((candidate) => candidate.sourceServerId === sourceServerId);
  if (server === undefined) throw new AppError("NOT_FOUND", `The execution has no server ${sourceServerId}.`);
  return server;
}
