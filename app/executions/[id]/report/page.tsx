import "./report.css";

import type { Metadata, Viewport } from "next";

import { ExecutionReport } from "#components/report/execution-report.tsx";
import { AppError } from "#lib/domain/errors.ts";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";
import { orNotFound, pageContext } from "#lib/http/page.ts";
import { getOutcome } from "#lib/services/executions/outcome.ts";

export const metadata: Metadata = { title: "Execution report" };
export const viewport: Viewport = { colorScheme: "light" };

/** Outside the console's shell: what is on the page is what is on the paper. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext("execution:read");
  const { id } = await params;
  const outcome = await orNotFound(readOutcome(getOutcome(ctx, id)));
  if (outcome === null) {
    return <main className="report">This execution has not ended. Its report is made at its end.</main>;
  }
  return <ExecutionReport outcome={outcome} />;
}

async function readOutcome(reading: Promise<OutcomeView>): Promise<OutcomeView | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "INVALID_STATE") return null;
    throw error;
  }
}
