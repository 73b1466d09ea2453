import { listWords } from "#components/executions/execution-words.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionView } from "#lib/domain/execution.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import type { StartWarning } from "./start-warnings.ts";

/** Servers of a start that an execution has which has not ended. */
export type Holding = {
  execution: { id: string; name: string; type: ExecutionType };
  servers: readonly SourceServerView[];
};

type Running = Pick<ExecutionView, "id" | "type" | "plan" | "waves">;

/** Which of the servers a running execution has. What was left out of it from the start is free. */
export function heldServers(servers: readonly SourceServerView[], running: readonly Running[]): Holding[] {
  return running.flatMap((execution) => {
    const held = new Set(
      execution.waves.flatMap((wave) => wave.servers.filter(({ status }) => status !== "SKIPPED").map(keyOf)),
    );
    const found = servers.filter((server) => held.has(keyOf(server)));
    const { id, type, plan } = execution;
    return found.length === 0 ? [] : [{ execution: { id, name: plan.name, type }, servers: found }];
  });
}

/** A recovery takes its servers from a drill; nothing takes them from a recovery, and a drill takes from nobody. */
export function isTakenOver(type: ExecutionType, holding: Holding): boolean {
  return type === "RECOVERY" && holding.execution.type === "DRILL";
}

/** What the executions that run now mean for a start of this type. */
export function holdingWarnings(type: ExecutionType, holdings: readonly Holding[]): StartWarning[] {
  return holdings.map((holding) => {
    const { name, type: holder } = holding.execution;
    const names = listWords(
      holding.servers.map((server) => server.hostname),
      3,
    );
    const href = `/executions/${holding.execution.id}`;
    if (isTakenOver(type, holding)) {
      return {
        family: "attn",
        title: `The drill ${name} that runs now is cancelled`,
        detail: `Its servers go to this recovery: ${names}. What DRS has begun for it ends first, and the drill instances are replaced.`,
        href,
      };
    }
    const one = holding.servers.length === 1;
    return {
      family: "bad",
      title: `${names} ${one ? "is" : "are"} in the ${holder === "DRILL" ? "drill" : "recovery"} ${name} that runs now`,
      detail: `A server is in one execution at a time. ${type === "DRILL" ? "This drill" : "This recovery"} is refused with ${one ? "it" : "them"} until that has ended.`,
      href,
    };
  });
}

/** Ids of servers are unique in one account and Region only. */
export function keyOf(
  server: Pick<ExecutionServerView | SourceServerView, "accountId" | "region" | "sourceServerId">,
): string {
  return `${server.accountId}/${server.region}/${server.sourceServerId}`;
}
