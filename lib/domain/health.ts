import type { InstanceFacts } from "./execution.ts";

export type Health = { kind: "checking" } | { kind: "healthy" } | { kind: "unhealthy"; reason: string };

const ENDED_STATES = new Set(["terminated", "shutting-down"]);

/** Whether a launched instance runs and passes both EC2 status checks. `facts` is null while EC2 does not show it. */
export function healthOf(
  facts: InstanceFacts | null,
  limits: { launchedAt: Date; timeoutMinutes: number; now: Date },
): Health {
  if (facts !== null && facts.state === "running" && facts.systemStatus === "ok" && facts.instanceStatus === "ok") {
    return { kind: "healthy" };
  }
  if (facts !== null && ENDED_STATES.has(facts.state)) {
    return {
      kind: "unhealthy",
      reason: `EC2 says ${facts.state}: the instance was terminated outside this execution.`,
    };
  }
  const waitedMs = limits.now.getTime() - limits.launchedAt.getTime();
  if (waitedMs < limits.timeoutMinutes * 60_000) return { kind: "checking" };
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
