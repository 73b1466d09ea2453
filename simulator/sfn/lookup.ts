import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import { fraction } from "../random.ts";
import { parseArn } from "./arn.ts";
import { sfnError } from "./errors.ts";
import type { AliasRecord, Execution, Revision, StateMachineRecord, VersionRecord } from "./records.ts";

/** Names and histories of executions are kept this long after their end. */
const KEPT_MS = 90 * 24 * 3600 * 1000;

/** What a state machine's ARN leads to: the machine as it is now, or one of its versions. */
export type Target = {
  machine: StateMachineRecord;
  version: VersionRecord | undefined;
  alias: AliasRecord | undefined;
  revision: Revision;
};

/** The state machine of an ARN without qualifier. Throws InvalidArn or StateMachineDoesNotExist. */
export function requireStateMachine({ here }: Call, stateMachineArn: string): StateMachineRecord {
  requireUnlabelled(stateMachineArn);
  const machine = here.sfn.stateMachines.get(stateMachineArn);
  if (!machine) throw doesNotExist(stateMachineArn);
  return machine;
}

/** As requireStateMachine, and refuses a machine that is being deleted. */
export function requireActiveMachine(call: Call, stateMachineArn: string): StateMachineRecord {
  const machine = requireStateMachine(call, stateMachineArn);
  if (machine.status === "DELETING") throw deleting(stateMachineArn);
  return machine;
}

/** What the ARN of a state machine, a version or an alias leads to; `draw` decides between an alias's routes. */
export function requireTarget(call: Call, arn: string, draw: string): Target {
  requireUnlabelled(arn);
  const { sfn } = call.here;
  const alias = sfn.aliases.get(arn);
  const version = sfn.versions.get(alias ? routeOf(alias, fraction(call.sim.seed, "route", draw)) : arn);
  const machine = sfn.stateMachines.get(version?.stateMachineArn ?? arn);
  if (!machine) throw doesNotExist(arn);
  if (machine.status === "DELETING") throw deleting(arn);
  return { machine, version, alias, revision: requireRevision(call, (version ?? machine).revisionKey) };
}

export function requireRevision({ here }: Call, key: string): Revision {
  const revision = here.sfn.revisions.get(key);
  if (!revision) throw new Error(`There is no revision ${key}`);
  return revision;
}

/** Throws InvalidArn or ExecutionDoesNotExist. */
export function requireExecution(call: Call, executionArn: string): Execution {
  parseArn(executionArn, "execution");
  const execution = findExecution(call, executionArn);
  if (!execution) throw sfnError("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
  return execution;
}

/** An execution that runs, or ended less than 90 days ago. */
export function findExecution({ here }: Call, executionArn: string): Execution | undefined {
  const execution = here.sfn.executions.get(executionArn);
  if (!execution || (execution.stoppedAt ?? Infinity) > wallNow() - KEPT_MS) return execution;
  here.sfn.executions.delete(executionArn);
  return undefined;
}

function requireUnlabelled(arn: string): void {
  const { name } = parseArn(arn, "stateMachine");
  if (!name.includes("/")) return;
  throw sfnError("ValidationException", "The ARN must not name a Map state of a state machine", {
    reason: "API_DOES_NOT_SUPPORT_LABELED_ARNS",
  });
}

function routeOf({ routes }: AliasRecord, drawn: number): string {
  const [first, second] = routes;
  const isFirst = !second || drawn * 100 < (first?.weight ?? 0);
  return (isFirst ? first : second)?.stateMachineVersionArn ?? "";
}

function doesNotExist(arn: string) {
  return sfnError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

function deleting(arn: string) {
  return sfnError("StateMachineDeleting", `State Machine is being deleted: '${arn}'`);
}
