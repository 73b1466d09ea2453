import type { Database } from "./client.ts";
import type { Decision, Prisma } from "./generated/client.ts";

export type { Decision };

export async function insertDecision(db: Database, data: Prisma.DecisionUncheckedCreateInput): Promise<void> {
  await db.decision.create({ data });
}

/** The newest answer to a wave. */
export async function findLastDecision(
  db: Database,
  wave: { executionId: string; waveNumber: number },
): Promise<Decision | null> {
  return db.decision.findFirst({ where: wave, orderBy: [{ at: "desc" }, { id: "desc" }] });
}

/** Answers of people to waves that could not pass, oldest first. */
export async function listDecisions(db: Database, executionId: string): Promise<Decision[]> {
  return db.decision.findMany({ where: { executionId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
}
