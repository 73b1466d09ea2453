import Link from "next/link";

import { Notice } from "#components/ui/notice.tsx";
import type { Conflict } from "#lib/domain/errors.ts";
import type { ApiProblem, ProblemCode } from "#lib/query/problem.ts";

const TITLES: Partial<Record<ProblemCode, string>> = {
  EXECUTION_IN_PROGRESS: "Not started: this plan is already running",
  SERVER_BUSY: "Not started: another execution has some of these servers",
  LIVE_RECOVERY_EXISTS: "Not started: a live recovery is in the way",
  DRILL_NOT_ISOLATED: "Not started: drills must be isolated there",
  SERVER_NOT_RECOVERABLE: "Not started: servers cannot be launched",
  CONFIRMATION_REQUIRED: "Not started yet: read this first",
  PLAN_IN_USE: "Not deleted: the plan is in use",
};

/** Where the API's own sentence speaks to a program. */
const DETAILS: Partial<Record<ProblemCode, string>> = {
  CONFIRMATION_REQUIRED: "Nothing has been launched. With the name typed below, Start recovery goes ahead.",
  SERVER_BUSY: "A server is in one execution at a time. Wait until that has ended, or start without these servers.",
  SERVER_NOT_RECOVERABLE: "A drill is refused as long as one of its servers cannot be launched.",
  DRILL_NOT_ISOLATED:
    "These servers would land outside the drill network, or nobody knows where. Change their launch templates, or the drill network under Settings.",
  LIVE_RECOVERY_EXISTS: "A drill would terminate what was recovered, so it is refused while that lives.",
};

const PATHS: Record<string, string> = {
  execution: "/executions",
  "recovery-plan": "/recovery-plans",
  "protection-group": "/protection-groups",
};

/** A server that is held names its holder in the detail: `execution <id> of <plan>`. */
const HOLDER = /^execution ([0-9a-f-]{36}) of (.+)$/;

const SHOWN = 20;

/** Why the server refused, with the names in the way and where to find them. */
export function StartProblem({ problem, title = "Not started" }: { problem: ApiProblem; title?: string }) {
  return (
    <Notice family={problem.code === "CONFIRMATION_REQUIRED" ? "attn" : "bad"} title={TITLES[problem.code] ?? title}>
      <p>{DETAILS[problem.code] ?? problem.detail}</p>
      {problem.conflicts.length > 0 && (
        <ul className="mt-1 max-h-40 list-disc overflow-auto pl-4" tabIndex={0} aria-label="In the way, scrolls">
          {problem.conflicts.slice(0, SHOWN).map((conflict) => (
            <li key={`${conflict.kind}-${conflict.id}`}>
              {isTakenOver(problem, conflict) ? (
                <>
                  The drill <ConflictName conflict={conflict} /> that runs now is cancelled. Its servers go to this
                  recovery.
                </>
              ) : (
                <>
                  <ConflictName conflict={conflict} />
                  <ConflictDetail detail={conflict.detail} />
                </>
              )}
            </li>
          ))}
          {problem.conflicts.length > SHOWN && <li>and {problem.conflicts.length - SHOWN} more</li>}
        </ul>
      )}
    </Notice>
  );
}

/** A running drill in the way of a recovery is not: it is cancelled, once somebody has read that. */
function isTakenOver(problem: ApiProblem, conflict: Conflict): boolean {
  return problem.code === "CONFIRMATION_REQUIRED" && conflict.kind === "execution";
}

function ConflictDetail({ detail }: { detail: string | undefined }) {
  const [, executionId, plan] = HOLDER.exec(detail ?? "") ?? [];
  if (executionId === undefined) return detail === undefined ? null : `: ${detail}`;
  return (
    <>
      {" "}
      is in an execution of{" "}
      <Link href={`/executions/${executionId}`} className="underline">
        {plan}
      </Link>
    </>
  );
}

function ConflictName({ conflict }: { conflict: Conflict }) {
  const path = PATHS[conflict.kind];
  if (path === undefined) return <b>{conflict.name}</b>;
  return (
    <Link href={`${path}/${conflict.id}`} className="font-medium underline">
      {conflict.name}
    </Link>
  );
}
