/** What Postgres said, dug out of whatever Prisma and its driver adapter wrapped around it. */
export type PostgresError = { sqlState: string; constraint: string | null; message: string };

/** Null for errors that did not come from Postgres. SQLSTATE codes: PostgreSQL manual, appendix A. */
export function postgresErrorOf(error: unknown): PostgresError | null {
  for (const layer of layersOf(error)) {
    const sqlState = layer["originalCode"] ?? layer["code"];
    if (typeof sqlState !== "string" || !/^[0-9A-Z]{5}$/.test(sqlState) || sqlState.startsWith("P2")) continue;
    const message = textOf(layer["originalMessage"]) ?? textOf(layer["message"]) ?? "";
    return { sqlState, constraint: textOf(layer["constraint"]) ?? quotedConstraint(message), message };
  }
  return null;
}

function layersOf(error: unknown): Record<string, unknown>[] {
  const layers: Record<string, unknown>[] = [];
  let layer = error;
  while (isRecord(layer) && layers.length < 8) {
    layers.push(layer);
    const meta = layer["meta"];
    layer = layer["cause"] ?? (isRecord(meta) ? (meta["driverAdapterError"] ?? meta["cause"]) : undefined);
  }
  return layers;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function quotedConstraint(message: string): string | null {
  return /constraint "([^"]+)"/.exec(message)?.[1] ?? null;
}

/** The name of the unique index or foreign key that refused a write, or null when it was something else. */
export function violatedConstraint(error: unknown): string | null {
  const found = postgresErrorOf(error);
  return found !== null && found.sqlState.startsWith("23") ? found.constraint : null;
}

const DEADLOCK = "40P01";
const SERIALIZATION_FAILURE = "40001";

/** Two transactions got in each other's way; the one that lost may simply be run again. */
export function isTransactionConflict(error: unknown): boolean {
  const sqlState = postgresErrorOf(error)?.sqlState;
  return sqlState === DEADLOCK || sqlState === SERIALIZATION_FAILURE;
}
