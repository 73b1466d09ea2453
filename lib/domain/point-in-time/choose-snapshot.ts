/** A recovery snapshot of a server, and the moment whose data it holds. */
export type Snapshot = { id: string; at: Date };

/** A server, known by a key of the caller's, with what DRS keeps of it; null: its agent was never seen. */
export type ServerSnapshots = { key: string; snapshots: readonly Snapshot[]; lastSeenAt: Date | null };

/** The data that a launch starts from. For `LATEST` DRS takes a snapshot when it launches, which needs the source. */
export type PointInTime = { kind: "LATEST" } | { kind: "NEWEST_SNAPSHOT" } | { kind: "AT_OR_BEFORE"; at: Date };

/** What one server starts from where that differs: also one snapshot by its id. */
export type ServerPointInTime = PointInTime | { kind: "SNAPSHOT"; snapshotId: string };

/** Whether the sources are lost. `PER_SERVER`: those that were not seen for over five minutes are. */
export type SourceGone = "YES" | "NO" | "PER_SERVER";

export type SnapshotChoice = {
  pointInTime: PointInTime;
  /** By the key of the server. */
  overrides: ReadonlyMap<string, ServerPointInTime>;
  sourceGone: SourceGone;
  now: Date;
  /** When the incident was declared; what is lost is counted back from here, or else from now. */
  incidentAt: Date | null;
};

/** `none-before`: every snapshot is younger than asked for. `expired`: the snapshot that was named is not kept. */
export type SnapshotProblem = "none-before" | "no-snapshots" | "expired";

/** The snapshot of a server. Without id and problem, DRS takes a new one. Minutes are whole, rounded up. */
export type ChosenSnapshot = {
  key: string;
  snapshotId: string | null;
  at: Date | null;
  minutesLost: number | null;
  problem: SnapshotProblem | null;
};

export type ChosenSnapshots = {
  servers: ChosenSnapshot[];
  /** Between the oldest and the newest of the chosen snapshots, in seconds, rounded up; null where none was chosen. */
  skewSeconds: number | null;
  worstMinutesLost: number | null;
  /** Servers for which DRS takes a new snapshot, whose moment is that of their launch. */
  onDemandCount: number;
  problems: { key: string; problem: SnapshotProblem }[];
};

const GONE_AFTER_MS = 5 * 60_000;

/** Chooses a snapshot for every server, in the order of the servers, and says what all of them together mean. */
export function chooseSnapshots(servers: readonly ServerSnapshots[], choice: SnapshotChoice): ChosenSnapshots {
  const chosen = servers.map((server) => chooseSnapshot(server, choice));
  const times = chosen.flatMap(({ at }) => (at === null ? [] : [at.getTime()]));
  const losses = chosen.flatMap(({ minutesLost }) => (minutesLost === null ? [] : [minutesLost]));
  return {
    servers: chosen,
    skewSeconds: times.length === 0 ? null : Math.ceil((largest(times) - smallest(times)) / 1000),
    worstMinutesLost: losses.length === 0 ? null : largest(losses),
    onDemandCount: chosen.filter(({ snapshotId, problem }) => snapshotId === null && problem === null).length,
    problems: chosen.flatMap(({ key, problem }) => (problem === null ? [] : [{ key, problem }])),
  };
}

/** Whether a server's source counts as lost: nothing can be copied from it any more. */
export function isSourceGone(
  server: Pick<ServerSnapshots, "lastSeenAt">,
  choice: Pick<SnapshotChoice, "sourceGone" | "now">,
): boolean {
  if (choice.sourceGone !== "PER_SERVER") return choice.sourceGone === "YES";
  return server.lastSeenAt === null || choice.now.getTime() - server.lastSeenAt.getTime() > GONE_AFTER_MS;
}

/** The newest snapshot that is not younger than `at`, or null; of two of one moment the one with the greater id. */
export function newestAtOrBefore(snapshots: readonly Snapshot[], at: Date | null): Snapshot | null {
  const limit = at === null ? Number.POSITIVE_INFINITY : at.getTime();
  return snapshots.reduce<Snapshot | null>(
    (best, one) => (one.at.getTime() <= limit && isNewer(one, best) ? one : best),
    null,
  );
}

function isNewer(one: Snapshot, other: Snapshot | null): boolean {
  if (other === null) return true;
  const difference = one.at.getTime() - other.at.getTime();
  return difference === 0 ? one.id > other.id : difference > 0;
}

function chooseSnapshot(server: ServerSnapshots, choice: SnapshotChoice): ChosenSnapshot {
  const wanted = choice.overrides.get(server.key) ?? choice.pointInTime;
  const none = { key: server.key, snapshotId: null, at: null, minutesLost: null };
  if (wanted.kind === "LATEST" && !isSourceGone(server, choice)) return { ...none, problem: null };
  if (server.snapshots.length === 0) return { ...none, problem: "no-snapshots" };
  const snapshot = snapshotFor(wanted, server.snapshots);
  if (snapshot === null) return { ...none, problem: wanted.kind === "SNAPSHOT" ? "expired" : "none-before" };
  const { id, at } = snapshot;
  return { key: server.key, snapshotId: id, at, minutesLost: minutesLostAt(at, choice), problem: null };
}

function snapshotFor(wanted: ServerPointInTime, snapshots: readonly Snapshot[]): Snapshot | null {
  switch (wanted.kind) {
    case "LATEST":
    case "NEWEST_SNAPSHOT":
      return newestAtOrBefore(snapshots, null);
    case "AT_OR_BEFORE":
      return newestAtOrBefore(snapshots, wanted.at);
    case "SNAPSHOT":
      return snapshots.find(({ id }) => id === wanted.snapshotId) ?? null;
  }
}

/** Never less than what is lost; nothing is lost with a snapshot from after the incident. */
function minutesLostAt(at: Date, { incidentAt, now }: SnapshotChoice): number {
  return Math.max(0, Math.ceil(((incidentAt ?? now).getTime() - at.getTime()) / 60_000));
}

/** Of thousands of numbers, which as arguments of one call would be too many. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
}

function smallest(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}
