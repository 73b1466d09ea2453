import { type Holding, isTakenOver, keyOf } from "#components/recovery-plans/held-servers.ts";
import { whyNotRecoverable } from "#components/recovery-plans/start-warnings.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

/** `isHeld`: it could be launched, but another execution has it, and a start that names it is refused. */
export type LeftOut = { server: SourceServerView; why: string; isHeld: boolean };

export type SelectionOutcome = { launched: readonly SourceServerView[]; leftOut: readonly LeftOut[] };

/** Which of the chosen servers a start launches, and why not the others, each by the first reason that counts. */
export function selectionOutcome(
  servers: readonly SourceServerView[],
  start: { type: ExecutionType; holdings: readonly Holding[] },
): SelectionOutcome {
  const holders = new Map(
    start.holdings
      .filter((holding) => !isTakenOver(start.type, holding))
      .flatMap((holding) => holding.servers.map((server) => [keyOf(server), holding.execution] as const)),
  );
  const launched: SourceServerView[] = [];
  const leftOut: LeftOut[] = [];
  for (const server of servers) {
    const why = liveReason(server) ?? whyNotRecoverable(server);
    const holder = holders.get(keyOf(server));
    if (why !== null) leftOut.push({ server, why, isHeld: false });
    else if (holder !== undefined) leftOut.push({ server, why: heldReason(holder), isHeld: true });
    else launched.push(server);
  }
  return { launched, leftOut };
}

/**
 * The servers that a start names: a drill only those that it launches, because it would be refused over the others; a
 * recovery also those that it leaves out, so that its record says so.
 */
export function serversToSend(type: ExecutionType, { launched, leftOut }: SelectionOutcome): SourceServerView[] {
  if (type === "DRILL") return [...launched];
  return [...launched, ...leftOut.filter(({ isHeld }) => !isHeld).map(({ server }) => server)];
}

function liveReason(server: SourceServerView): string | null {
  const live = server.liveInstances.find((instance) => !instance.isDrill);
  if (live === undefined) return null;
  return `it runs recovered as ${live.recoveryInstanceId}, which a new launch would terminate`;
}

function heldReason(execution: Holding["execution"]): string {
  return `it is in the ${execution.type === "DRILL" ? "drill" : "recovery"} ${execution.name} that runs now`;
}
