import { CLEANUP_STEPS } from "#lib/domain/cleanup-steps.ts";

import type { AwsFacts, ExecutionFacts, Facts, LeaseFacts, Violation } from "../facts.ts";

/** The longest that anything is leased for, seconds: an inventory read. */
const LONGEST_LEASE_SECONDS = 130;
/** A sweep that waits for a slow Step Functions renews its lease late. */
const LONGEST_SWEEP_MS = 15_000;
/** What another worker may need to take over the lease of one that is gone. */
const TAKE_OVER_MS = 5_000;

/** Nothing is left of an execution that ended: no lease, no open call, no task that Step Functions waits for. */
export function checkLeftovers({ executions, leases, aws, liveWorkers, at }: Facts): Violation[] {
  return [
    ...executions.filter(({ endedAt }) => endedAt !== null).flatMap((execution) => checkExecution(execution, aws)),
    ...executions.flatMap((execution) => checkCleanups(execution, aws, at)),
    ...aws.stateMachines
      .filter(({ name, status }) => status !== "SUCCEEDED" && status !== "ABORTED" && !mayStillClean(name, aws))
      .map(({ name, status }) => ({
        rule: "state machines end with their executions",
        detail: `${name} is ${status}`,
      })),
    ...leases.flatMap((lease) => checkLease(lease, liveWorkers, at)),
  ];
}

/** DRS terminates nothing of a job that it never ends: then the clean-up waits, and says for what. */
function isHeldByDrs(executionId: string, { jobs }: AwsFacts): boolean {
  return jobs.some((job) => job.executionId === executionId && job.status !== "COMPLETED");
}

function mayStillClean(stateMachine: string, aws: AwsFacts): boolean {
  const [, executionId] = /^(.+)-cleanup-\d+$/.exec(stateMachine) ?? [];
  return executionId !== undefined && isHeldByDrs(executionId, aws);
}

function checkExecution({ id, servers, launches, terminations, tasks }: ExecutionFacts, aws: AwsFacts): Violation[] {
  const leased = servers.filter(({ releasedAt }) => releasedAt === null).map(({ sourceServerId }) => sourceServerId);
  const open = launches.filter(({ refusedAt, endedAt }) => refusedAt === null && endedAt === null);
  const terminating = terminations.filter(({ endedAt }) => endedAt === null);
  const mayWait = (step: string) => isHeldByDrs(id, aws) && (CLEANUP_STEPS as readonly string[]).includes(step);
  const waiting = tasks.filter(({ sentAt, step }) => sentAt === null && !mayWait(step));
  return [
    ...told("an ended execution gives its servers back", id, leased),
    ...told(
      "an ended execution has no open launch",
      id,
      open.map((launch) => launch.id),
    ),
    ...told(
      "an ended execution has no open termination",
      id,
      terminating.map(({ jobId }) => jobId ?? "without a job"),
    ),
    ...told(
      "every task is answered",
      id,
      waiting.map(({ step, waveNumber }) => `${step} of wave ${waveNumber}`),
    ),
  ];
}

function checkCleanups({ id, cleanups }: ExecutionFacts, aws: AwsFacts, at: Date): Violation[] {
  const mayWait = isHeldByDrs(id, aws);
  const open = cleanups.filter(({ endedAt, error }) => endedAt === null && !(mayWait && error !== null));
  const isDone = cleanups.some(({ status }) => status === "DONE");
  const launched = aws.jobs.filter(({ executionId }) => executionId === id).flatMap((job) => job.launched);
  const own = new Set(launched.map(({ instanceId }) => instanceId));
  const up = aws.instances.filter(({ instanceId, diedAt }) => own.has(instanceId) && (diedAt === null || diedAt > at));
  return [
    ...told(
      "a clean-up comes to its end",
      id,
      open.map(({ status }) => status),
    ),
    ...told("a clean-up that is done leaves no instance", id, isDone ? up.map(({ instanceId }) => instanceId) : []),
  ];
}

function checkLease(
  { name, owner, until, renewedAt }: LeaseFacts,
  liveWorkers: readonly number[],
  at: Date,
): Violation[] {
  const seconds = (until.getTime() - renewedAt.getTime()) / 1000;
  if (seconds > LONGEST_LEASE_SECONDS)
    return [{ rule: "nothing is leased for longer than its time", detail: `${name} by ${owner} for ${seconds} s` }];
  const isAlive = liveWorkers.some((pid) => owner.includes(`-${pid}-`));
  const isHeld = until.getTime() > at.getTime() - (isAlive ? LONGEST_SWEEP_MS : TAKE_OVER_MS);
  if (name !== "sweep" || isHeld) return [];
  return [
    {
      rule: "a living worker sweeps",
      detail: `the lease is ${owner}'s until ${until.toISOString()}, now is ${at.toISOString()}`,
    },
  ];
}

function told(rule: string, id: string, left: readonly string[]): Violation[] {
  return left.length === 0 ? [] : [{ rule, detail: `${id}: ${left.join(", ")}` }];
}
