import { ButtonLink } from "#components/ui/button.tsx";

export function NothingHere() {
  return (
    <div className="grid min-h-96 flex-1 place-items-center p-6">
      <div className="max-w-110">
        <h1>There is nothing at this address</h1>
        <p className="mt-1 mb-4 text-md text-ink-muted">
          What stood here was deleted, or the address was never right. History of executions is kept even when their
          plan is gone.
        </p>
        <ButtonLink variant="primary" href="/">
          Open the dashboard
        </ButtonLink>
      </div>
    </div>
  );
}
