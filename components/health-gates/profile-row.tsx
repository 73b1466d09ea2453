import Link from "next/link";

import { Button } from "#components/ui/button.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";

import { gatesLine, stableWords } from "./gate-words.ts";

type ProfileRowProps = { profile: HealthProfileView; denied: string | undefined; onEdit: () => void };

/** A profile: what it asks, for how long, and which plans rest on it. */
export function ProfileRow({ profile, denied, onEdit }: ProfileRowProps) {
  const { name, description, stableSeconds } = profile;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <b className="font-medium wrap-anywhere">{name}</b>
          {stableSeconds > 0 && <Tag>{stableWords(stableSeconds)}</Tag>}
        </p>
        <p className="text-xs/[18px] wrap-anywhere text-ink-muted">{gatesLine(profile)}</p>
        {(description ?? "") !== "" && <p className="text-xs/[18px] wrap-anywhere text-ink-faint">{description}</p>}
      </div>
      <UsedBy plans={profile.usedBy} />
      <Button size="sm" className="ml-auto" aria-label={`Edit ${name}`} disabledReason={denied} onClick={onEdit}>
        Edit…
      </Button>
    </li>
  );
}

function UsedBy({ plans }: { plans: HealthProfileView["usedBy"] }) {
  const [first, ...more] = plans;
  if (first === undefined) return <span className="text-xs text-ink-faint">Used by no plan</span>;
  return (
    <span className="min-w-0 text-xs wrap-anywhere text-ink-muted">
      Used by <Link href={`/recovery-plans/${first.planId}`}>{first.name}</Link>
      {more.length > 0 && (
        <span title={more.map(({ name }) => name).join("\n")}> and {formatNoun(more.length, "more plan")}</span>
      )}
    </span>
  );
}
