"use client";

import { useQueries } from "@tanstack/react-query";
import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { FAMILY_CLASS } from "#components/ui/family.ts";
import { formatNoun } from "#components/ui/format.ts";
import { Status } from "#components/ui/status.tsx";
import { Age } from "#components/ui/time.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { protectionGroupQuery } from "#lib/query/protection-groups.ts";

import { startWarnings, type StartWarning } from "./start-warnings.ts";

const ICON: Record<StartWarning["family"], ReactNode> = {
  ok: <CircleCheck />,
  attn: <TriangleAlert />,
  bad: <OctagonX />,
};

/** What the inventory says about the servers that would be launched, and how old it is. */
export function StartReadiness({ plan, type }: { plan: RecoveryPlanView; type: ExecutionType }) {
  const groupIds = [...new Set(plan.waves.flatMap((wave) => wave.protectionGroupIds))];
  const groups = useQueries({ queries: groupIds.map((id) => protectionGroupQuery(id)) });
  const servers = groups.flatMap((group) => group.data?.servers ?? []);
  const read = groups.filter((group) => group.data !== undefined).length;
  const failed = groups.find((group) => group.error !== null)?.error ?? null;
  const warnings = read === groups.length ? startWarnings(servers, { type, rpoMinutes: plan.rpoMinutes }) : [];
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
      {read < groups.length && failed === null && (
        <p role="status" className="mt-1 text-xs text-ink-muted">
          Reading {formatNoun(groups.length, "protection group")}
        </p>
      )}
      {failed !== null && (
        <p className="mt-1">
          <Status family="attn" icon={<TriangleAlert />} label="Not known" />
          <span className="block text-xs text-ink-muted">
            {failed.message} The start itself checks every server again.
          </span>
        </p>
      )}
      <ul className="mt-1">
        {warnings.map((warning) => (
          <li
            key={warning.title}
            className={`${FAMILY_CLASS[warning.family]} grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 py-[3px]`}
          >
            <span className="mt-0.5 text-(--family-ink)">{ICON[warning.family]}</span>
            <div className="wrap-anywhere">
              <b className={warning.family === "ok" ? "font-normal" : ""}>{warning.title}</b>
              <p className="text-xs/[17px] text-ink-muted">{warning.detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
