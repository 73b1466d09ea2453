import type { InstanceFacts } from "./execution.ts";

export type Health = { kind: "checking" } | { kind: "healthy" } | { kind: "unhealthy"; reason: string };

const ENDED_STATES = new Set(["terminated", "shutting-down"]);

/** Whether EC2 shows the instance running with both status checks passed. */
export function passesStatusChecks(facts: InstanceFacts | null): boolean {
  return facts !== null && facts.state === "running" && facts.systemStatus === "ok" && facts.instanceStatus === "ok";
}

/** How long a launched server may take to become healthy. */
type HealthLimits = { launchedAt: Date; timeoutMinutes: number; now: Date };

export function isOutOfTime({ launchedAt, timeoutMinutes, now }: HealthLimits): boolean {
  return now.getTime() - launchedAt.getTime() >= timeoutMinutes * 60_000;
}

/** Whether a launched instance runs and passes both EC2 status checks. `facts` is null while EC2 does not show it. */
export function healthOf(facts: InstanceFacts | null, limits: HealthLimits): Health {
  if (passesStatusChecks(facts)) return { kind: "healthy" };
  if (facts !== null && ENDED_STATES.has(facts.state)) {
    return {
      kind: "unhealthy",
      reason: `EC2 says ${facts.state}: the instance was terminated outside this execution.`,
    };
  }
  if (!isOutOfTime(limits)) return { kind: "checking" };
  return { kind: "unhealthy", reason: `After ${limits.timeoutMinutes} min ${lastWords(facts)}.` };
}

/** Neither EC2 nor DRS has to show a new instance at once; in DRS 5 to 60 seconds were seen. */
const SHOWN_AFTER_MS = 300_000;

/** Launched so recently that "not shown" does not mean "gone". */
export function isFreshInstance({ launchedAt, now }: { launchedAt: Date | null; now: Date }): boolean {
  return launchedAt !== null && now.getTime() - launchedAt.getTime() <= SHOWN_AFTER_MS;
}

/** Whether an instance that was up is there no more. `facts` is null where EC2 does not show it. */
export function isInstanceGone(facts: InstanceFacts | null, since: { launchedAt: Date | null; now: Date }): boolean {
  return facts === null ? !isFreshInstance(since) : ENDED_STATES.has(facts.state);
}

function lastWords(facts: InstanceFacts | null): string {
  if (facts === null) return "EC2 does not show the instance";
  if (facts.state !== "running") return `EC2 says ${facts.state}`;
  return `the system check says ${facts.systemStatus ?? "nothing"}, the instance check ${facts.instanceStatus ?? "nothing"}`;
}
