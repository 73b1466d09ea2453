import { hasWavePassed } from "#lib/domain/execution-status.ts";

import type { EventFacts, ExecutionFacts, Facts, Violation } from "../facts.ts";

/** How far a later event may be dated before an earlier one: two workers' clocks, and transactions that overlap. */
const SLACK_MS = 1000;
/** What may still be told once an execution has ended: what becomes of its instances. */
const AFTER_THE_END = /^(cleanup|servers?\.(terminated|gone|replaced|protected|unprotected))\b/;
const ENDS = /^execution\.(completed|partial|failed|cancelled)$/;

/** Waves are launched in the order of the plan, and the events tell a story without holes. */
export function checkOrder({ executions, aws }: Facts): Violation[] {
  return executions.flatMap((execution) => [
    ...checkEvents(execution),
    ...aws.jobs
      .filter((job) => job.type === "LAUNCH" && job.executionId === execution.id)
      .flatMap((job) => checkTurn(execution, job)),
  ]);
}

function checkTurn(
  execution: ExecutionFacts,
  job: { jobId: string; createdAt: Date; waveNumber: number | null },
): Violation[] {
  const rule = "no wave is launched before the waves that it waits for have passed";
  const wave = execution.waves.find(({ number }) => number === job.waveNumber);
  if (wave === undefined) return [{ rule: "a job names a wave of its execution", detail: job.jobId }];
  const before = execution.waves.filter(({ number }) => wave.dependsOn.includes(number));
  return before
    .filter(
      (dependency) =>
        !hasWavePassed({ status: dependency.status, isContinued: dependency.continuedAt !== null }) ||
        dependency.endedAt === null ||
        dependency.endedAt > job.createdAt,
    )
    .map((dependency) => ({
      rule,
      detail: `${job.jobId} of wave ${wave.number} began ${job.createdAt.toISOString()}, wave ${dependency.number} is ${dependency.status} since ${dependency.endedAt?.toISOString() ?? "never"}`,
    }));
}

function checkEvents(execution: ExecutionFacts): Violation[] {
  const events = [...execution.events].sort((a, b) => a.seq - b.seq);
  const told = (detail: string, event: EventFacts): string => `${execution.id} #${event.seq} ${event.kind}: ${detail}`;
  const found: Violation[] = [];
  const latest = { at: new Date(0) };
  events.forEach((event, index) => {
    if (event.seq !== index + 1)
      found.push({ rule: "events are numbered without holes", detail: told(`expected ${index + 1}`, event) });
    if (event.at.getTime() < latest.at.getTime() - SLACK_MS)
      found.push({
        rule: "events do not go back in time",
        detail: told(`${latest.at.getTime() - event.at.getTime()} ms`, event),
      });
    if (event.at > latest.at) latest.at = event.at;
  });
  const end = events.findIndex(({ kind }) => ENDS.test(kind));
  for (const event of end === -1 ? [] : events.slice(end + 1)) {
    if (!AFTER_THE_END.test(event.kind))
      found.push({ rule: "nothing happens after the end", detail: told("after the end", event) });
  }
  if (execution.endedAt !== null && end === -1)
    found.push({ rule: "an ended execution says so", detail: execution.id });
  return [...found, ...checkStory(execution, events)];
}

/** A server is healthy after it was launched, a wave over after it began, and neither is said twice of one launch. */
function checkStory({ id, waves }: ExecutionFacts, events: readonly EventFacts[]): Violation[] {
  const found: Violation[] = [];
  const rule = "events come in a sensible order";
  const isUp = new Set<string>();
  for (const { kind, seq, sourceServerId } of events) {
    if (sourceServerId === null) continue;
    if (kind === "server.launched" || kind === "server.adopted") isUp.add(sourceServerId);
    if (kind !== "server.healthy" && kind !== "server.unhealthy") continue;
    if (!isUp.delete(sourceServerId))
      found.push({ rule, detail: `${id} #${seq}: ${kind} of ${sourceServerId} without a launch before` });
  }
  for (const wave of waves) {
    const starts = events.filter((event) => event.kind === "wave.started" && event.waveNumber === wave.number);
    if (starts.length > 1) found.push({ rule, detail: `${id}: wave ${wave.number} started ${starts.length} times` });
  }
  return found;
}
