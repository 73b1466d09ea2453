import { AppError, type Conflict } from "#lib/domain/errors.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { SourceServer } from "#lib/domain/source-server.ts";

import type { Transaction } from "../context.ts";
import { judgeLandings } from "../drill-landing/judge.ts";

/**
 * Throws `DRILL_NOT_ISOLATED`, naming servers and reasons, where an account requires isolated drills and a server would
 * land elsewhere or nobody knows where. Warnings are shown and never refuse a drill; a recovery is never looked at.
 */
export async function requireIsolatedDrill(
  tx: Transaction,
  start: { type: ExecutionType; servers: readonly { server: SourceServer }[] },
): Promise<void> {
  if (start.type !== "DRILL") return;
  const servers = start.servers.map(({ server }) => server);
  const judged = await judgeLandings(tx.db, servers, tx.now());
  const refused = judged.flatMap(({ server, findings }): Conflict[] => {
    const reasons = findings.filter((finding) => finding.severity === "error").map((finding) => finding.detail);
    return reasons.length === 0
      ? []
      : [{ kind: "source-server", id: server.sourceServerId, name: server.hostname, detail: reasons.join("; ") }];
  });
  if (refused.length === 0) return;
  throw new AppError("DRILL_NOT_ISOLATED", sentence(refused), { conflicts: refused });
}

const NAMED = 5;

function sentence(refused: readonly Conflict[]): string {
  const named = refused.slice(0, NAMED).map(({ name, detail }) => `${name}: ${detail ?? ""}`);
  const rest = refused.length > NAMED ? `; and ${refused.length - NAMED} more` : "";
  return `The drill was not started, because drills must be isolated there. ${named.join(". ")}${rest}.`;
}
