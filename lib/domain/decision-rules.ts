import { AppError } from "./errors.ts";
import type { DecisionAction } from "./execution-input.ts";
import { isServerProblem, isUnstarted, isWaveOver, type ServerStatus, type WaveStatus } from "./execution-status.ts";

export type DecidedServer = { sourceServerId: string; hostname: string; status: ServerStatus };
export type DecidedWave = { number: number; name: string; status: WaveStatus; isContinued: boolean };

/**
 * Servers that an answer is about. Named ones must be of the wave and fit the answer, else `INVALID_SERVER_IDS` names
 * them; without names it is about all that failed, and a skip about all that are not up.
 */
export function serversOfDecision<T extends DecidedServer>(
  action: DecisionAction,
  servers: readonly T[],
  named?: readonly string[],
): T[] {
  const fits = (server: T): boolean => fitsAction(action, server.status, named !== undefined);
  if (named === undefined) return servers.filter(fits);
  const wanted = new Set(named);
  const found = servers.filter((server) => wanted.has(server.sourceServerId));
  const known = new Set(found.map((server) => server.sourceServerId));
  const unknown = [...wanted].filter((id) => !known.has(id));
  const unfit = found.filter((server) => !fits(server));
  if (unknown.length === 0 && unfit.length === 0) return found;
  const reasons = [
    ...unknown.map((id) => `${id} is not a server of this wave`),
    ...unfit.map((server) => `${server.hostname} is ${server.status}, so it cannot be ${PARTICIPLE[action]}`),
  ];
  throw new AppError("INVALID_SERVER_IDS", `${reasons.join("; ")}.`, {
    conflicts: [
      ...unknown.map((id) => ({ kind: "source-server", id, name: id })),
      ...unfit.map(({ sourceServerId, hostname, status }) => {
        return { kind: "source-server", id: sourceServerId, name: hostname, detail: status };
      }),
    ],
  });
}

function fitsAction(action: DecisionAction, status: ServerStatus, isNamed: boolean): boolean {
  const isProblem = isServerProblem(status);
  switch (action) {
    case "retry":
      return isProblem;
    case "skip":
      return isProblem || isUnstarted(status) || (!isNamed && status === "LAUNCHED");
    case "continue":
    case "abort":
      return isProblem;
  }
}

const PARTICIPLE: Record<DecisionAction, string> = {
  retry: "retried",
  skip: "skipped",
  continue: "accepted",
  abort: "given up",
};

/** Skipping and aborting leave servers down on purpose: that needs a reason. Throws `INVALID_REQUEST`. */
export function requireReason(action: DecisionAction, comment: string | null): void {
  if (comment !== null || action === "retry" || action === "continue") return;
  throw new AppError("INVALID_REQUEST", `To ${action} needs a reason. It goes on record.`, {
    invalidParams: [{ name: "comment", reason: `To ${action} needs a reason.` }],
  });
}

/** Whether a wave can be decided now: it waits for that, or a skip comes before it has begun. Throws `INVALID_STATE`. */
export function requireDecidable(action: DecisionAction, wave: DecidedWave): void {
  const hasNotBegun = wave.status === "PENDING" || wave.status === "WAITING";
  if (wave.status === "AWAITING_DECISION" || (action === "skip" && hasNotBegun)) return;
  throw new AppError(
    "INVALID_STATE",
    `Wave ${wave.number} "${wave.name}" does not wait for a decision: it is ${wave.status}.`,
  );
}

/** Whether one server of a wave may be launched again or left out now. Throws `INVALID_STATE`. */
export function requireServerDecidable(action: "retry" | "skip", wave: DecidedWave): void {
  const mayImprove = wave.status === "PARTIAL" || (wave.status === "FAILED" && wave.isContinued);
  if (!isWaveOver(wave.status) || (action === "retry" && mayImprove)) return;
  throw new AppError(
    "INVALID_STATE",
    `Wave ${wave.number} "${wave.name}" is ${wave.status}: nothing of it starts any more.`,
  );
}
