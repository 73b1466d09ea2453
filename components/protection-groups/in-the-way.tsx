import Link from "next/link";

import { Notice } from "#components/ui/notice.tsx";
import type { Conflict } from "#lib/domain/errors.ts";
import { ApiProblem } from "#lib/query/problem.ts";

function addressOf({ kind, id }: Conflict): string {
  return kind === "execution" ? `/executions/${id}` : `/recovery-plans/${id}`;
}

/** Why something was not deleted, with the plans and executions that need it. */
export function InTheWay({ error }: { error: Error }) {
  const conflicts = error instanceof ApiProblem ? error.conflicts : [];
  return (
    <Notice family="bad" title="Not deleted">
      <p>{error.message}</p>
      {conflicts.length > 0 && (
        <ul className="mt-1">
          {conflicts.map((conflict) => (
            <li key={conflict.id}>
              <Link href={addressOf(conflict)}>{conflict.name}</Link>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
