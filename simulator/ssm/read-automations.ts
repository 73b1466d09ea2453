import type {
  DescribeAutomationExecutionsRequest,
  DescribeAutomationExecutionsResult,
  DescribeAutomationStepExecutionsRequest,
  DescribeAutomationStepExecutionsResult,
  GetAutomationExecutionRequest,
  GetAutomationExecutionResult,
} from "@aws-sdk/client-ssm";
import { notSimulated } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { automationAt } from "./automation-state.ts";
import { toAutomation, toListedAutomation, toStep } from "./automation-view.ts";
import { ssmError } from "./errors.ts";
import type { Automation } from "./records.ts";
import { cutSsmPage } from "./ssm-page.ts";

const PAGE = { defaultSize: 50, largestSize: 50 };

export const getAutomationExecution = implement<GetAutomationExecutionRequest>(
  "GetAutomationExecution",
  (call, { AutomationExecutionId }): GetAutomationExecutionResult => ({
    AutomationExecution: toAutomation(call, requireAutomation(call, AutomationExecutionId)),
  }),
);

/** Newest first. */
export const describeAutomationExecutions = implement<DescribeAutomationExecutionsRequest>(
  "DescribeAutomationExecutions",
  (call, input): DescribeAutomationExecutionsResult => {
    const chosen = [...call.here.ssm.automations.values()]
      .filter((each) => (input.Filters ?? []).every((filter) => matches(call, each, filter)))
      .reverse();
    const { items, nextToken } = cutSsmPage(chosen, input, {
      call,
      ...PAGE,
      keyOf: (each) => each.executionId,
      scope: "DescribeAutomationExecutions",
    });
    return {
      AutomationExecutionMetadataList: items.map((each) => toListedAutomation(call, each)),
      NextToken: nextToken,
    };
  },
);

/** In the order of the document unless it is to be reversed. */
export const describeAutomationStepExecutions = implement<DescribeAutomationStepExecutionsRequest>(
  "DescribeAutomationStepExecutions",
  (call, input): DescribeAutomationStepExecutionsResult => {
    const automation = requireAutomation(call, input.AutomationExecutionId);
    const steps = automationAt(automation, call.sim.clock.now()).steps.map((each) => toStep(call, automation, each));
    const chosen = steps.filter((step) =>
      (input.Filters ?? []).every(({ Key, Values }) => {
        if (Key === "StepName") return Values.includes(step.StepName ?? "");
        if (Key === "StepExecutionStatus") return Values.includes(step.StepStatus ?? "");
        if (Key === "StepExecutionId") return Values.includes(step.StepExecutionId ?? "");
        if (Key === "Action") return Values.includes(step.Action ?? "");
        throw notSimulated("ssm", `DescribeAutomationStepExecutions by ${Key}`);
      }),
    );
    const { items, nextToken } = cutSsmPage(input.ReverseOrder === true ? chosen.toReversed() : chosen, input, {
      call,
      ...PAGE,
      keyOf: (each) => each.StepExecutionId ?? "",
      scope: `DescribeAutomationStepExecutions/${automation.executionId}`,
    });
    return { StepExecutions: items, NextToken: nextToken };
  },
);

export function requireAutomation({ here }: Call, id: string): Automation {
  const found = here.ssm.automations.get(id);
  if (!found) throw ssmError("AutomationExecutionNotFoundException", `Couldn't find the automation execution ${id}.`);
  return found;
}

type Filter = NonNullable<Given<DescribeAutomationExecutionsRequest>["Filters"]>[number];

function matches({ sim }: Call, automation: Automation, { Key, Values }: Filter): boolean {
  const startedAt = sim.clock.wallOf(automation.startedAt);
  const current = () => automationAt(automation, sim.clock.now());
  switch (Key) {
    case "DocumentNamePrefix":
      return Values.some((each) => automation.documentName.startsWith(each));
    case "ExecutionStatus":
      return Values.includes(current().status);
    case "ExecutionId":
      return Values.includes(automation.executionId);
    case "CurrentAction":
      return current().steps.some(
        (each) => each.endedAt === null && each.startedAt !== null && Values.includes(each.step.action),
      );
    case "StartTimeBefore":
      return Values.some((each) => startedAt < Date.parse(each));
    case "StartTimeAfter":
      return Values.some((each) => startedAt > Date.parse(each));
    case "AutomationType":
      return Values.includes("Local");
    case "TagKey":
      return Values.some((each) => each in automation.tags);
    case "ParentExecutionId":
    case "TargetResourceGroup":
    case "AutomationSubtype":
    case "OpsItemId":
      return false;
  }
}
