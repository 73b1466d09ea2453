"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useDebounced } from "#components/ui/use-debounced.ts";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";
import { recoveryPlansQuery } from "#lib/query/recovery-plans.ts";

import type { ChannelDraft } from "./channel-draft.ts";

type ChannelPlansProps = {
  draft: ChannelDraft;
  onChange: (part: Partial<ChannelDraft>) => void;
  /** As it was opened; null for a new one. */
  channel: ChannelView | null;
  error: string | undefined;
};

/** All plans, or those that are ticked. */
export function ChannelPlans({ draft, onChange, channel, error }: ChannelPlansProps) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium">Plans</p>
      <Segmented
        label="Plans"
        value={draft.isForSomePlans ? "some" : "all"}
        onChange={(which) => onChange({ isForSomePlans: which === "some" })}
        options={[
          { value: "all", label: "All plans" },
          { value: "some", label: "Some plans", count: draft.isForSomePlans ? draft.planIds.length : undefined },
        ]}
      />
      {draft.isForSomePlans && <PlanChoice draft={draft} onChange={onChange} channel={channel} />}
      {error !== undefined && <FieldError>{error}</FieldError>}
    </div>
  );
}

function PlanChoice({ draft: { planIds }, onChange, channel }: Omit<ChannelPlansProps, "error">) {
  const [search, setSearch] = useState("");
  const query = useInfiniteQuery(recoveryPlansQuery(useDebounced(search.trim())));
  const plans = query.data?.pages.flatMap((page) => page.items) ?? [];
  const deleted =
    channel?.plans.filter(({ name }) => name === null).map(({ id }) => ({ id, name: "A deleted plan" })) ?? [];
  return (
    <div className="mt-2 grid gap-2">
      <SearchInput label="Find a plan" value={search} onChange={setSearch} />
      <div className="max-h-48 overflow-auto rounded-md border border-line px-3 py-1.5">
        {query.error !== null && <FieldError>Plans were not read: {query.error.message}</FieldError>}
        {query.data !== undefined && plans.length === 0 && (
          <p className="py-1 text-xs text-ink-muted">{search === "" ? "There is no plan yet." : "Nothing matches."}</p>
        )}
        <ul>
          {[...(search === "" ? deleted : []), ...plans].map(({ id, name }) => (
            <li key={id}>
              <Checkbox
                label={name}
                isSelected={planIds.includes(id)}
                onChange={(isOn) =>
                  onChange({ planIds: isOn ? [...planIds, id] : planIds.filter((each) => each !== id) })
                }
              />
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}
