import type { Replication } from "../drs/records.ts";

/** A server as it was before a scenario changed its replication. */
export type ServerBefore = { accountId: string; region: string; sourceServerId: string; replication: Replication };

/** Servers that a scenario brought with it, each in a job of its own. */
export type Crowd = { accountId: string; region: string; sourceServerIds: string[]; jobIds: string[] };

/** A scenario that is on: what it was given and what it changed. `since` is in wall-clock milliseconds. */
export type ActiveScenario = {
  id: string;
  since: number;
  values: Record<string, unknown>;
  ruleIds: string[];
  before: ServerBefore[];
  crowd: Crowd | null;
};
