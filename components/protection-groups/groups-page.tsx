"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { PageHeader } from "#components/layout/page-header.tsx";
import { PageBody } from "#components/layout/page.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { SearchInput } from "#components/ui/search-input.tsx";
import { EmptyRow, ErrorRow, SkeletonRows, Table, Th } from "#components/ui/table.tsx";
import { Age } from "#components/ui/time.tsx";
import { useDebounced } from "#components/ui/use-debounced.ts";
import type { ProtectionGroupSummary } from "#lib/domain/protection-group.ts";
import { useDenied } from "#lib/query/me.ts";
import { protectionGroupsQuery } from "#lib/query/protection-groups.ts";

import { RecoverableCount } from "./recoverable-count.tsx";

const COLUMNS = 5;

function NewGroupButton({ variant }: { variant?: "primary" | undefined }) {
  const denied = useDenied("group:write");
  if (denied !== undefined) {
    return (
      <Button icon={<Plus />} variant={variant} disabledReason={denied}>
        New group
      </Button>
    );
  }
  return (
    <ButtonLink href="/protection-groups/new" icon={<Plus />} variant={variant}>
      New group
    </ButtonLink>
  );
}

function Plans({ plans }: { plans: ProtectionGroupSummary["plans"] }) {
  const [first, ...others] = plans;
  if (first === undefined) return <span className="text-ink-muted">None</span>;
  return (
    <>
      <Link href={`/recovery-plans/${first.id}`} className="text-inherit">
        {first.name}
      </Link>
      {others.length > 0 && (
        <span className="text-ink-muted" title={others.map((plan) => plan.name).join(", ")}>
          {" "}
          and {others.length} more
        </span>
      )}
    </>
  );
}

function GroupRow({ group }: { group: ProtectionGroupSummary }) {
  return (
    <tr>
      <td className="max-w-0 sm:w-[30%]">
        <Link href={`/protection-groups/${group.id}`} className="name block truncate py-0.5" title={group.name}>
          {group.name}
        </Link>
      </td>
      <td>
        <RecoverableCount group={group} />
      </td>
      <td className="text-ink-muted max-sm:hidden">
        {group.accountName} <span className="text-ink-faint">{group.region}</span>
      </td>
      <td className="max-sm:hidden">
        <Plans plans={group.plans} />
      </td>
      <td className="text-ink-muted max-sm:hidden">
        <Age at={group.updatedAt} />
      </td>
    </tr>
  );
}

function useGroups(search: string) {
  const list = useInfiniteQuery({
    ...protectionGroupsQuery({ search: search === "" ? undefined : search }),
    placeholderData: keepPreviousData,
  });
  return { list, groups: list.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function GroupsPage() {
  const [search, setSearch] = useState("");
  const words = useDebounced(search.trim());
  const { list, groups } = useGroups(words);
  const hasNone = list.isSuccess && groups.length === 0 && words === "";
  return (
    <PageBody>
      <PageHeader
        title="Protection groups"
        facts={
          list.isSuccess &&
          !hasNone && (
            <span>{`${formatNoun(groups.length, "group")}${list.hasNextPage ? " and more" : ""}, by name`}</span>
          )
        }
        actions={!hasNone && <NewGroupButton variant="primary" />}
      />
      {hasNone ? (
        <Card>
          <EmptyState title="No protection group yet" action={<NewGroupButton variant="primary" />}>
            A group names servers that start together. Recovery plans put groups into an order.
          </EmptyState>
        </Card>
      ) : (
        <Card className="overflow-x-auto">
          <div className="border-b border-line px-4 py-2.5 max-sm:px-3">
            <SearchInput label="Name" value={search} onChange={setSearch} className="w-64 max-sm:w-full" />
          </div>
          <Table aria-label="Protection groups">
            <thead>
              <tr>
                <Th sort="ascending">Group</Th>
                <Th>Servers</Th>
                <Th className="max-sm:hidden">Account and Region</Th>
                <Th className="max-sm:hidden">Plans</Th>
                <Th className="max-sm:hidden">Changed</Th>
              </tr>
            </thead>
            <tbody>
              {list.isPending && <SkeletonRows columns={COLUMNS} />}
              {list.error !== null && (
                <ErrorRow columns={COLUMNS} error={list.error} onRetry={() => void list.refetch()} />
              )}
              {list.isSuccess && groups.length === 0 && (
                <EmptyRow columns={COLUMNS} action={<Button onClick={() => setSearch("")}>Clear</Button>}>
                  Nothing matches.
                </EmptyRow>
              )}
              {groups.map((group) => (
                <GroupRow key={group.id} group={group} />
              ))}
            </tbody>
          </Table>
          {list.hasNextPage && (
            <div className="border-t border-line px-4 py-2">
              <Button size="sm" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </Card>
      )}
    </PageBody>
  );
}
