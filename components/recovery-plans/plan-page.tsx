"use client";

import { useQuery } from "@tanstack/react-query";

import { CrumbTitle } from "#components/layout/breadcrumb.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ApiProblem } from "#lib/query/problem.ts";
import { recoveryPlanQuery } from "#lib/query/recovery-plans.ts";

import { PlanEditorView } from "./plan-editor.tsx";

export function PlanPage({ id }: { id: string }) {
  const query = useQuery(recoveryPlanQuery(id));
  if (query.data !== undefined) {
    return (
      <>
        <CrumbTitle title={query.data.name} />
        <PlanEditorView key={id} plan={query.data} />
      </>
    );
  }
  if (query.error instanceof ApiProblem && query.error.status === 404) {
    return (
      <EmptyState title="There is no such plan" action={<ButtonLink href="/recovery-plans">See all plans</ButtonLink>}>
        It was deleted, or the address was mistyped. Executions of a deleted plan stay in the list of executions.
      </EmptyState>
    );
  }
  if (query.error !== null) {
    return (
      <EmptyState
        title="The plan was not read"
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </EmptyState>
    );
  }
  return (
    <div role="status" className="skeleton px-6 pt-5">
      <span className="sr-only">Reading the plan</span>
      <div className="h-14 rounded-lg bg-idle-tint" />
      <div className="mt-4 h-96 rounded-lg bg-idle-tint" />
    </div>
  );
}
