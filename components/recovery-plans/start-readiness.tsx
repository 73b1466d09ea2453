"use client";

import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { FAMILY_CLASS } from "#components/ui/family.ts";
import { Status } from "#components/ui/status.tsx";
import { Age } from "#components/ui/time.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { holdingWarnings } from "./held-servers.ts";
import { isLaunchable, startWarnings, type StartWarning } from "./start-warnings.ts";
import type { GroupServers } from "./use-group-servers.ts";
import { useHoldings } from "./use-holdings.ts";

const ICON: Record<StartWarning["family"], ReactNode> = {
  ok: <CircleCheck />,
  attn: <TriangleAlert />,
  bad: <OctagonX />,
};

type StartReadinessProps = {
  read: GroupServers;
  type: ExecutionType;
  rpoMinutes: number | null;
  /** What is known already and comes first. */
  first?: StartWarning | undefined;
};

/** What the inventory and the executions that run say about the servers that would be launched, and how old it is. */
export function StartReadiness({ read, type, rpoMinutes, first }: StartReadinessProps) {
  const { servers, isComplete, error } = read;
  // A recovery needs only what it launches; what it leaves out may be held by anybody.
  const needed = type === "DRILL" ? servers : servers.filter(isLaunchable);
  const { holdings, isComplete: isEveryExecutionRead } = useHoldings(needed);
  const warnings = isComplete
    ? [
        ...(first === undefined ? [] : [first]),
        ...holdingWarnings(type, holdings),
        ...startWarnings(servers, { type, rpoMinutes }),
      ]
    : [];
  const oldest = servers.map((server) => server.syncedAt).sort()[0];
  return (
    <section aria-labelledby="start-readiness-title" className="px-5 pt-3 pb-3.5 max-sm:px-3">
      <h3 id="start-readiness-title" className="flex min-h-6 flex-wrap items-center gap-2 text-sm">
        What to know
        <span className="flex-1" />
        {oldest !== undefined && (
          <span className="text-xs font-normal text-ink-muted">
            Inventory of <Age at={oldest} />
          </span>
        )}
      </h3>
      {!isComplete && error === null && (
        <p role="status" className="mt-1 text-xs text-ink-muted">
          Reading the servers
        </p>
      )}
      {error !== null && (
        <p className="mt-1">
          <Status family="attn" icon={<TriangleAlert />} label="Not known" />
          <span className="block text-xs text-ink-muted">
            {error.message} The start itself checks every server again.
          </span>
        </p>
      )}
      <ul className="mt-1">
        {warnings.map((warning) => (
          <Warning key={warning.title} warning={warning} />
        ))}
      </ul>
      {isComplete && !isEveryExecutionRead && (
        <p className="mt-1 text-xs text-ink-muted">
          Not every execution that runs has been looked into yet. The start itself looks at all of them.
        </p>
      )}
    </section>
  );
}

function Warning({ warning }: { warning: StartWarning }) {
  return (
    <li className={`${FAMILY_CLASS[warning.family]} grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 py-[3px]`}>
      <span className="mt-0.5 text-(--family-ink)">{ICON[warning.family]}</span>
      <div className="wrap-anywhere">
        <b className={warning.family === "ok" ? "font-normal" : ""}>{warning.title}</b>
        <p className="text-xs/[17px] text-ink-muted">
          {warning.detail}
          {warning.href !== undefined && (
            <>
              {" "}
              <Link href={warning.href} className="underline">
                Open it
              </Link>
            </>
          )}
        </p>
      </div>
    </li>
  );
}
