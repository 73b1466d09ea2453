import { NO_ACTIONS } from "#lib/domain/actions/wave-actions.ts";
import { isTerminal, isWaveOver } from "#lib/domain/execution-status.ts";
import { executionOutcome } from "#lib/domain/outcome.ts";
import { resultOf } from "#lib/domain/server-counts.ts";
import { waveVerdict } from "#lib/domain/wave-verdict.ts";

import type { AwsFacts, ExecutionFacts, Facts, ServerFacts, Violation, WaveFacts } from "../facts.ts";

/** Every execution came to an end, and what it says of itself is true. */
export function checkStatuses({ executions, aws }: Facts): Violation[] {
  return executions.flatMap((execution) => {
    if (!isTerminal(execution.status) || execution.endedAt === null)
      return [{ rule: "every execution comes to its end", detail: `${execution.id} is ${execution.status}` }];
    return [
      ...checkOutcome(execution),
      ...execution.waves.flatMap((wave) => checkWave(execution, wave)),
      ...execution.servers.flatMap((server) => checkServer(execution, server, aws)),
    ];
  });
}

function checkOutcome({ id, status, waves }: ExecutionFacts): Violation[] {
  if (status === "CANCELLED") return [];
  const outcome = executionOutcome(waves.map((wave) => ({ ...wave, isContinued: wave.continuedAt !== null })));
  if (outcome === status) return [];
  return [{ rule: "an execution is what its waves are", detail: `${id} says ${status}, its waves ${outcome}` }];
}

function checkWave(execution: ExecutionFacts, wave: WaveFacts): Violation[] {
  const name = `wave ${wave.number} of ${execution.id}`;
  if (!isWaveOver(wave.status))
    return [{ rule: "all waves of an ended execution are over", detail: `${name} is ${wave.status}` }];
  const servers = execution.servers.filter((server) => server.waveNumber === wave.number);
  if (wave.status === "CANCELLED") return [];
  const { onFailure, passPercent, continuedAt, trouble } = wave;
  const actions = { before: NO_ACTIONS, after: NO_ACTIONS };
  const rules = { onFailure, passPercent, isContinued: continuedAt !== null, hasTrouble: trouble !== null, ...actions };
  const results = servers.map((server) => ({ ...server, status: resultOf(server) }));
  const { status } = waveVerdict(rules, results);
  if (status === wave.status || isDecided(execution, wave, status)) return [];
  return [{ rule: "a wave is what its servers are", detail: `${name} says ${wave.status}, its servers ${status}` }];
}

/** A person may end a wave that waited for one, or skip it as a whole. */
function isDecided({ decisions }: ExecutionFacts, wave: WaveFacts, verdict: string): boolean {
  const actions = decisions.filter(({ waveNumber }) => waveNumber === wave.number).map(({ action }) => action);
  if (wave.status === "FAILED") return verdict === "AWAITING_DECISION" && actions.includes("abort");
  return wave.status === "SKIPPED" && actions.includes("skip");
}

function checkServer(execution: ExecutionFacts, server: ServerFacts, aws: AwsFacts): Violation[] {
  const { sourceServerId, status, recoveryInstanceId, error } = server;
  const name = `${sourceServerId} in ${execution.id}`;
  switch (status) {
    case "HEALTHY":
      return checkHealthy(execution, server, aws);
    case "FAILED":
    case "UNHEALTHY":
    case "SKIPPED":
      if (error !== null && error.trim() !== "") return [];
      return [{ rule: "what failed or was skipped says why", detail: `${name} is ${status}` }];
    case "PENDING":
    case "QUEUED":
    case "LAUNCHING":
    case "LAUNCHED":
      // Of a cancelled execution DRS may have launched a server whose health nobody waits for any more.
      if (status === "LAUNCHED" && execution.status === "CANCELLED" && recoveryInstanceId !== null) return [];
      return [{ rule: "no server of an ended execution is under way", detail: `${name} is ${status}` }];
    case "TERMINATED": {
      const instance = aws.instances.find(({ instanceId }) => instanceId === recoveryInstanceId);
      if (instance !== undefined && instance.diedAt !== null) return [];
      return [
        { rule: "the instance of a terminated server is gone", detail: `${name}: ${recoveryInstanceId ?? "none"}` },
      ];
    }
  }
}

function checkHealthy(execution: ExecutionFacts, server: ServerFacts, aws: AwsFacts): Violation[] {
  const rule = "a healthy server's instance exists in AWS, and its own execution launched it";
  const { sourceServerId, recoveryInstanceId } = server;
  const name = `${sourceServerId} in ${execution.id}`;
  const instance = aws.instances.find(({ instanceId }) => instanceId === recoveryInstanceId);
  if (instance?.sourceServerId !== sourceServerId)
    return [{ rule, detail: `${name} names ${recoveryInstanceId ?? "none"}, which is not in AWS` }];
  const job = aws.jobs.find(({ launched }) => launched.some(({ instanceId }) => instanceId === recoveryInstanceId));
  if (job?.executionId !== execution.id)
    return [{ rule, detail: `${name} names ${recoveryInstanceId ?? "none"} of ${job?.jobId ?? "no job"}` }];
  if (job.isDrill !== (execution.type === "DRILL"))
    return [{ rule: "a drill launches drill instances and a recovery real ones", detail: name }];
  return [];
}
