import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import type { Revision, StateMachineRecord, VersionRecord } from "./records.ts";

type RevisionContent = Omit<Revision, "key" | "revisionId" | "madeAt">;

/** Writes down what executions run by from now on. The first revision of a state machine has no id. */
export function addRevision({ sim, here }: Call, machine: StateMachineRecord, content: RevisionContent): Revision {
  machine.revisionCount += 1;
  const key = hexDigits(32, sim.seed, machine.stateMachineArn, machine.createdAt, machine.revisionCount).replace(
    /^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,
    "$1-$2-4$3-a$4-$5",
  );
  const revision = { key, revisionId: machine.revisionCount === 1 ? null : key, madeAt: wallNow(), ...content };
  here.sfn.revisions.set(key, revision);
  machine.revisionKey = key;
  return revision;
}

/** The version of a state machine's current revision; it is published when there is none yet. */
export function publishVersion({ here }: Call, machine: StateMachineRecord, description?: string): VersionRecord {
  const { stateMachineArn, revisionKey } = machine;
  const known = versionsOf(here.sfn.versions, stateMachineArn).find((each) => each.revisionKey === revisionKey);
  if (known) return known;
  machine.lastVersion += 1;
  const version: VersionRecord = {
    stateMachineVersionArn: `${stateMachineArn}:${machine.lastVersion}`,
    stateMachineArn,
    revisionKey,
    description: description ?? null,
    createdAt: wallNow(),
  };
  here.sfn.versions.set(version.stateMachineVersionArn, version);
  return version;
}

export function versionsOf(versions: ReadonlyMap<string, VersionRecord>, stateMachineArn: string): VersionRecord[] {
  return [...versions.values()].filter((each) => each.stateMachineArn === stateMachineArn);
}
