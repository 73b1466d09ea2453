import type { Database } from "./client.ts";
import type { Execution, Prisma } from "./generated/client.ts";

type KeptReport = { executionId: string; report: unknown; madeAt: Date };

/** Keeps the report of an ended execution; one that is kept already stays as it is. */
export async function insertReport(
  db: Database,
  { executionId, report, madeAt }: { executionId: string; report: Prisma.InputJsonValue; madeAt: Date },
): Promise<void> {
  await db.executionReport.createMany({ data: [{ executionId, report, madeAt }], skipDuplicates: true });
}

export async function listReports(db: Database, executionIds: readonly string[]): Promise<KeptReport[]> {
  return db.executionReport.findMany({ where: { executionId: { in: [...executionIds] } } });
}

/** Ended executions of the same plan that were started before this one, newest first. */
export async function listEarlierExecutions(
  db: Database,
  execution: Pick<Execution, "planId" | "createdAt">,
  limit: number,
): Promise<Execution[]> {
  const { planId, createdAt } = execution;
  if (planId === null) return [];
  return db.execution.findMany({
    where: { planId, createdAt: { lt: createdAt }, endedAt: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
}

const MOST_PROBLEMS = 1000;

/** The first warnings and problems of an execution up to its end that are about its servers, launches and actions. */
export async function listProblems(db: Database, executionId: string, until: Date) {
  const about = ["server.", "launch.", "action."];
  return db.executionEvent.findMany({
    where: {
      executionId,
      severity: { in: ["problem", "warning"] },
      at: { lte: until },
      OR: about.map((startsWith) => ({ kind: { startsWith } })),
    },
    orderBy: { seq: "asc" },
    take: MOST_PROBLEMS,
  });
}
