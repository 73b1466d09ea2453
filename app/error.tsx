"use client";

import { Button } from "#components/ui/button.tsx";

type ErrorPageProps = { error: unknown; retry: () => void };

function digestOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : null;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = digestOf(error);
  return (
    <div className="grid min-h-96 place-items-center p-6" role="alert">
      <div className="max-w-110">
        <h1>This page could not be shown</h1>
        <p className="mt-1 text-md text-ink-muted">
          What runs, runs on: executions do not depend on this page. Try again, and if it stays so, give this number to
          whoever runs the console.
        </p>
        {digest !== null && <p className="mono mt-2 text-ink-faint">{digest}</p>}
        <Button variant="primary" className="mt-4" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
