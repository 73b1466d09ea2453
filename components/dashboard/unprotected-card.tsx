"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { addressOf } from "#components/source-servers/server-filter.ts";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { formatCount, formatNoun } from "#components/ui/format.ts";
import { type Family, Status } from "#components/ui/status.tsx";
import { sourceServerCountsQuery } from "#lib/query/source-servers.ts";

type GapProps = { href: string; title: string; detail: string; count: number; family: Family; icon: ReactNode };

function Gap({ href, title, detail, count, family, icon }: GapProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-4 py-2 last:border-b-0 max-sm:px-3">
      <div>
        <Link href={href} className="inline-block py-0.5">
          {title}
        </Link>
        <p className="text-xs text-ink-muted">{detail}</p>
      </div>
      <Status
        family={count === 0 ? "ok" : family}
        icon={count === 0 ? <CircleCheck /> : icon}
        label={formatCount(count)}
      />
    </li>
  );
}

export function UnprotectedCard() {
  const { data: counts } = useQuery(sourceServerCountsQuery());
  return (
    <Card aria-labelledby="unprotected-title">
      <CardHeader id="unprotected-title" title="Unprotected">
        <Link href="/source-servers">Open list</Link>
      </CardHeader>
      {counts === undefined && <div className="h-26" />}
      {counts?.total === 0 && <p className="px-4 py-3 text-xs/[18px] text-ink-muted">No servers have been read yet.</p>}
      {counts !== undefined && counts.total > 0 && (
        <ul>
          <Gap
            href={addressOf({ shown: "not-recoverable" })}
            title={`${formatNoun(counts.notRecoverable, "server")} not recoverable`}
            detail="No snapshot, or disconnected from DRS"
            count={counts.notRecoverable}
            family="bad"
            icon={<OctagonX />}
          />
          <Gap
            href={addressOf({ shown: "unassigned" })}
            title={`${formatNoun(counts.unassigned, "server")} in no group`}
            detail="No plan recovers them"
            count={counts.unassigned}
            family="attn"
            icon={<TriangleAlert />}
          />
        </ul>
      )}
    </Card>
  );
}
