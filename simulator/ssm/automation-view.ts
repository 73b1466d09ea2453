import type { AutomationExecution, AutomationExecutionMetadata, StepExecution } from "@aws-sdk/client-ssm";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import { automationAt, type AutomationState, type StepState } from "./automation-state.ts";
import type { Automation } from "./records.ts";

/** An automation with its steps, as it stands now. */
export function toAutomation(call: Call, automation: Automation): AutomationExecution {
  const state = automationAt(automation, call.sim.clock.now());
  return {
    ...toCommon(call, automation, state),
    ...(Object.keys(automation.parameters).length > 0 && { Parameters: automation.parameters }),
    StepExecutions: state.steps.map((each) => toStep(call, automation, each)),
    StepExecutionsTruncated: false,
    ProgressCounters: {
      TotalSteps: state.steps.length,
      SuccessSteps: countOf(state, "Success"),
      FailedSteps: countOf(state, "Failed"),
      CancelledSteps: countOf(state, "Cancelled"),
      TimedOutSteps: countOf(state, "TimedOut"),
    },
  };
}

/** An automation in a list. */
export function toListedAutomation(call: Call, automation: Automation): AutomationExecutionMetadata {
  const state = automationAt(automation, call.sim.clock.now());
  return { ...toCommon(call, automation, state), LogFile: "", AutomationType: "Local" };
}

export function toStep(
  { sim }: Call,
  automation: Automation,
  { step, status, startedAt, endedAt }: StepState,
): StepExecution {
  const { executionId, end, steps } = automation;
  const isFailed = status === "Failed" || status === "TimedOut";
  const outputs = status === "Success" ? outputsOf(end.outputs, step.name) : {};
  return {
    ...{ StepName: step.name, Action: step.action, StepStatus: status, OnFailure: "Abort", MaxAttempts: 1 },
    ...{ StepExecutionId: stepId(executionId, step.name), IsEnd: step === steps.at(-1), IsCritical: true },
    ...(startedAt !== null && { ExecutionStartTime: new Date(sim.clock.wallOf(startedAt)) }),
    ...(endedAt !== null && { ExecutionEndTime: new Date(sim.clock.wallOf(endedAt)) }),
    ...(Object.keys(outputs).length > 0 && { Outputs: outputs }),
    ...(isFailed && { FailureMessage: end.failureMessage }),
  };
}

/** What a step put out, of the outputs of the automation, which are called `step.output`. */
function outputsOf(outputs: Automation["end"]["outputs"], stepName: string): Automation["end"]["outputs"] {
  const prefix = `${stepName}.`;
  const own = Object.entries(outputs).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, values]) => [name.slice(prefix.length), values]));
}

function stepId(executionId: string, name: string): string {
  const digits = hexDigits(32, "step", executionId, name);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function toCommon({ sim }: Call, automation: Automation, state: AutomationState) {
  const { executionId, documentName, documentVersion, startedAt, end, executedBy } = automation;
  const current =
    state.endedAt === null ? state.steps.find((each) => each.startedAt !== null && each.endedAt === null) : undefined;
  const hasFailed = state.status === "Failed" || state.status === "TimedOut";
  const hasOutputs = state.status === "Success" && Object.keys(end.outputs).length > 0;
  return {
    ...{ AutomationExecutionId: executionId, DocumentName: documentName, DocumentVersion: documentVersion },
    ...{ AutomationExecutionStatus: state.status, Mode: "Auto" as const, Targets: [], ExecutedBy: executedBy },
    ResolvedTargets: { ParameterValues: [], Truncated: false },
    ExecutionStartTime: new Date(sim.clock.wallOf(startedAt)),
    ...(state.endedAt !== null && { ExecutionEndTime: new Date(sim.clock.wallOf(state.endedAt)) }),
    ...(current && { CurrentStepName: current.step.name, CurrentAction: current.step.action }),
    ...(hasFailed && { FailureMessage: end.failureMessage }),
    ...(hasOutputs && { Outputs: end.outputs }),
  };
}

function countOf({ steps }: AutomationState, status: string): number {
  return steps.filter((each) => each.status === status).length;
}
