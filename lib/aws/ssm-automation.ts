import {
  type AutomationExecution,
  DescribeAutomationStepExecutionsCommand,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
  type StepExecution,
  StopAutomationExecutionCommand,
} from "@aws-sdk/client-ssm";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { ssmPages } from "./ssm-values.ts";

export type StartAutomationRequest = {
  /** A UUID of ours: the same one starts nothing twice. */
  clientToken: string;
  documentName: string;
  parameters: Record<string, string[]>;
  /** At most five. */
  tags: Record<string, string>;
  signal: AbortSignal;
};

/** Starts an automation and answers its execution id. It may be repeated with the same request. */
export async function startAutomation(
  clients: AccountClients,
  place: AwsPlace,
  request: StartAutomationRequest,
): Promise<string> {
  const command = new StartAutomationExecutionCommand({
    ClientToken: request.clientToken,
    DocumentName: request.documentName,
    Parameters: request.parameters,
    Tags: Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value })),
  });
  const { AutomationExecutionId } = await clients.ssm(place).send(command, { abortSignal: request.signal });
  if (AutomationExecutionId === undefined) throw new Error("StartAutomationExecution answered without an execution.");
  return AutomationExecutionId;
}

/** `WAITING`: for an approval, or for a change calendar to open. */
export type AutomationStatus = "PENDING" | "RUNNING" | "WAITING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "CANCELLED";

export type AutomationOutputs = Record<string, string[]>;

export type AutomationStep = {
  name: string;
  action: string;
  status: AutomationStatus;
  startedAt: Date | null;
  endedAt: Date | null;
  outputs: AutomationOutputs;
  failure: string | null;
};

export type AutomationRun = Omit<AutomationStep, "name" | "action"> & {
  /** In the order of the document. */
  steps: AutomationStep[];
};

/** How an automation stands, with all of its steps. */
export async function readAutomation(
  clients: AccountClients,
  place: AwsPlace,
  { executionId, signal }: { executionId: string; signal: AbortSignal },
): Promise<AutomationRun> {
  const [{ AutomationExecution: execution }, steps] = await Promise.all([
    clients
      .ssm(place)
      .send(new GetAutomationExecutionCommand({ AutomationExecutionId: executionId }), { abortSignal: signal }),
    ssmPages(async (page) => {
      const command = new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId: executionId, ...page });
      const { StepExecutions, NextToken } = await clients.ssm(place).send(command, { abortSignal: signal });
      return { items: StepExecutions, NextToken };
    }),
  ]);
  if (execution === undefined) throw new Error("GetAutomationExecution answered without an execution.");
  return { ...toRun(execution), steps: steps.map(toStep) };
}

/** Cancels an automation, the step that runs included. False when it had already ended. */
export async function stopAutomation(
  clients: AccountClients,
  place: AwsPlace,
  { executionId, signal }: { executionId: string; signal: AbortSignal },
): Promise<boolean> {
  const command = new StopAutomationExecutionCommand({ AutomationExecutionId: executionId, Type: "Cancel" });
  try {
    await clients.ssm(place).send(command, { abortSignal: signal });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidAutomationStatusUpdateException") return false;
    throw error;
  }
}

function toRun(execution: AutomationExecution): Omit<AutomationRun, "steps"> {
  return {
    status: toStatus(execution.AutomationExecutionStatus),
    startedAt: execution.ExecutionStartTime ?? null,
    endedAt: execution.ExecutionEndTime ?? null,
    outputs: execution.Outputs ?? {},
    failure: execution.FailureMessage ?? null,
  };
}

function toStep(step: StepExecution): AutomationStep {
  return {
    name: step.StepName ?? "",
    action: step.Action ?? "",
    status: toStatus(step.StepStatus),
    startedAt: step.ExecutionStartTime ?? null,
    endedAt: step.ExecutionEndTime ?? null,
    outputs: step.Outputs ?? {},
    failure: step.FailureMessage ?? null,
  };
}

const STATUSES: Record<string, AutomationStatus> = {
  ...{ Pending: "PENDING", Scheduled: "PENDING" },
  ...{ InProgress: "RUNNING", Cancelling: "RUNNING", RunbookInProgress: "RUNNING", Approved: "RUNNING" },
  ...{ Waiting: "WAITING", PendingApproval: "WAITING", PendingChangeCalendarOverride: "WAITING" },
  ...{ Success: "SUCCEEDED", CompletedWithSuccess: "SUCCEEDED", ChangeCalendarOverrideApproved: "RUNNING" },
  ...{ Failed: "FAILED", CompletedWithFailure: "FAILED", Rejected: "FAILED", Exited: "FAILED" },
  ...{ ChangeCalendarOverrideRejected: "FAILED", TimedOut: "TIMED_OUT", Cancelled: "CANCELLED" },
};

function toStatus(status: string | undefined): AutomationStatus {
  return STATUSES[status ?? "Pending"] ?? "RUNNING";
}
