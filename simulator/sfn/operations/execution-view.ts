import type { Execution } from "../records.ts";

/** An execution as lists show it. */
export function toExecutionSummary(execution: Execution): Record<string, unknown> {
  const { executionArn, stateMachineArn, name, status, startedAt, stoppedAt } = execution;
  const { stateMachineVersionArn, stateMachineAliasArn } = execution;
  return {
    ...{ executionArn, stateMachineArn, name, status },
    startDate: new Date(startedAt),
    ...(stoppedAt !== null && { stopDate: new Date(stoppedAt) }),
    ...(stateMachineVersionArn !== null && { stateMachineVersionArn }),
    ...(stateMachineAliasArn !== null && { stateMachineAliasArn }),
    redriveCount: 0,
  };
}

/** An execution as DescribeExecution shows it. */
export function toExecution(execution: Execution, includeData: boolean): Record<string, unknown> {
  const { status, input, output, error, cause } = execution;
  const isRedrivable = status !== "RUNNING" && status !== "SUCCEEDED";
  return {
    ...toExecutionSummary(execution),
    ...(includeData && { input }),
    inputDetails: { included: includeData },
    ...(output !== null && { outputDetails: { included: includeData } }),
    ...(includeData && output !== null && { output }),
    ...(includeData && error !== null && { error }),
    ...(includeData && cause !== null && { cause }),
    redriveStatus: isRedrivable ? "REDRIVABLE" : "NOT_REDRIVABLE",
    ...(!isRedrivable && { redriveStatusReason: `Execution is ${status} and cannot be redriven` }),
  };
}
