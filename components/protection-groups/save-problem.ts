import { ApiProblem, fieldError } from "#lib/query/problem.ts";

export type SaveProblem = {
  name?: string | undefined;
  description?: string | undefined;
  accountId?: string | undefined;
  region?: string | undefined;
  servers?: string | undefined;
  /** Chosen servers that the API refuses; taking them out lets the rest be saved. */
  refusedServers: string[];
  isOutdated: boolean;
  /** What belongs to no field. */
  general: string | null;
};

const NONE: SaveProblem = { refusedServers: [], isOutdated: false, general: null };

function refusedIndexes(problem: ApiProblem): number[] {
  return problem.invalidParams.flatMap(({ name }) => {
    const match = /^sourceServerIds\.(\d+)$/.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

/** Where each part of a refusal belongs in the form. `sent`: the server ids in the order in which they were sent. */
export function toSaveProblem(error: Error | null, sent: readonly string[]): SaveProblem {
  if (error === null) return NONE;
  if (!(error instanceof ApiProblem)) return { ...NONE, general: error.message };
  switch (error.code) {
    case "PG_NAME_EXISTS":
      return {
        ...NONE,
        name: `“${error.conflicts[0]?.name ?? "Another group"}” has this name. Names ignore case and spaces.`,
      };
    case "SERVER_ASSIGNED": {
      const refused = error.conflicts.filter((conflict) => conflict.kind === "source-server").map(({ id }) => id);
      return { ...NONE, servers: error.detail, refusedServers: refused };
    }
    case "INVALID_SERVER_IDS":
      return {
        ...NONE,
        servers: error.detail,
        refusedServers: refusedIndexes(error).flatMap((index) => sent[index] ?? []),
      };
    case "VERSION_CONFLICT":
      return { ...NONE, isOutdated: true };
    default:
      return fromFields(error);
  }
}

function fromFields(error: ApiProblem): SaveProblem {
  const fields = {
    name: fieldError(error, "name"),
    description: fieldError(error, "description"),
    accountId: fieldError(error, "accountId"),
    region: fieldError(error, "region"),
    servers: fieldError(error, "sourceServerIds"),
  };
  const isPlaced = Object.values(fields).some((reason) => reason !== undefined);
  return { ...NONE, ...fields, general: isPlaced ? null : error.detail };
}
