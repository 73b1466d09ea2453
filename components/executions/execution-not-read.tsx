import { Button, ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ApiProblem } from "#lib/query/problem.ts";

export function ExecutionNotRead({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <EmptyState
        title="There is no such execution"
        action={<ButtonLink href="/executions">See all executions</ButtonLink>}
      >
        The address names none that this deployment knows. Executions are never deleted, so it was probably mistyped.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="The execution was not read" action={<Button onClick={onRetry}>Try again</Button>}>
      {error.message} What runs goes on running.
    </EmptyState>
  );
}

const BLOCKS = ["h-10", "h-32 mx-6 mt-4", "h-64 mx-6 mt-4"];

export function ExecutionLoading() {
  return (
    <div role="status" className="skeleton">
      <span className="sr-only">Reading the execution</span>
      {BLOCKS.map((block) => (
        <div key={block} className={`${block} rounded-lg bg-idle-tint`} />
      ))}
    </div>
  );
}
