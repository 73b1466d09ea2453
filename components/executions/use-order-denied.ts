"use client";

import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { useDenied } from "#lib/query/me.ts";

/** Why the reader may not decide how an execution goes on. In a recovery that takes the right to recover. */
export function useOrderDenied({ type }: { type: ExecutionType }): string | undefined {
  const control = useDenied("execution:control");
  const recover = useDenied("execution:recover");
  return type === "RECOVERY" ? (control ?? recover) : control;
}
