import { stateAt } from "../ec2/instance-state.ts";
import { triangular } from "../random.ts";
import { instanceIdFor, uuidOf } from "./ids.ts";
import { launchSettingsOf } from "./launch-settings.ts";
import { recordResult, type ParticipantStep } from "./participant-step.ts";
import type { ActionsProgress } from "./records.ts";

/** Simulated seconds that one action takes. */
const ACTION_SECONDS = [60, 300] as const;

/** What is to run on the instance that was just launched; null when nothing is, as on an instance that is left stopped. */
export function actionsAfterLaunch({ here, server }: ParticipantStep): ActionsProgress | null {
  const { postLaunchEnabled, launchDisposition } = launchSettingsOf(here, server);
  if (!postLaunchEnabled || launchDisposition === "STOPPED") return null;
  const waiting = (here.drs.launchActions.get(server.sourceServerId) ?? []).filter((each) => each.active);
  return waiting.length === 0 ? null : { agentFoundAt: null, waiting: structuredClone(waiting), runs: [] };
}

/** Systems Manager sees the instance: its actions begin. */
export function findAgent(step: ParticipantStep): void {
  const { actions } = step.participant;
  if (!actions) return;
  actions.agentFoundAt = step.wall;
  step.participant.launchStatus = "IN_PROGRESS";
  startNextAction(step, actions);
}

/** One action has ended, well or not, and the next begins. */
export function endAction(step: ParticipantStep): void {
  const { actions } = step.participant;
  const run = actions?.runs.find((each) => each.status === "IN_PROGRESS");
  if (!actions || !run) return;
  run.failureReason = failureOf(step);
  run.status = run.failureReason === null ? "SUCCEEDED" : "FAILED";
  startNextAction(step, actions);
}

function startNextAction(step: ParticipantStep, actions: ActionsProgress): void {
  const { sim, job, server, participant } = step;
  const action = actions.waiting.shift();
  if (!action) {
    endActions(step, actions);
    return;
  }
  const parts = [sim.seed, job.jobId, server.sourceServerId, action.actionId];
  actions.runs.push({ action, runId: uuidOf(...parts), status: "IN_PROGRESS", failureReason: null });
  step.plan("ACTION_END", triangular(ACTION_SECONDS, ...parts), participant);
}

/** An action that is not optional fails the launch, although the instance stays. */
function endActions(step: ParticipantStep, { runs }: ActionsProgress): void {
  step.participant.isDone = true;
  if (runs.some((run) => run.status === "FAILED" && !run.action.optional)) recordResult(step, "FAILED");
  else step.next("SETTLE", "settle");
}

function failureOf({ here, job, server, at }: ParticipantStep): string | null {
  const ec2 = here.ec2.instances.get(instanceIdFor("recovery", job.jobId, server.sourceServerId));
  return ec2 && stateAt(ec2, at) === "running" ? null : "The instance is not running";
}
