import type { DescribeAlarmsInput, DescribeAlarmsOutput, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { stateOf } from "./alarm-state.ts";
import { invalidCombination } from "./errors.ts";
import type { Alarm } from "./records.ts";

type Selection = Given<DescribeAlarmsInput>;

/** There are metric alarms only; asking for others answers none. */
export const describeAlarms = implement<DescribeAlarmsInput>("DescribeAlarms", (call, input): DescribeAlarmsOutput => {
  const selected = select(call, input).map((alarm) => toMetricAlarm(call, alarm));
  const chosen = selected.filter((each) => input.StateValue === undefined || each.StateValue === input.StateValue);
  const request = { maxResults: input.MaxRecords, nextToken: input.NextToken };
  try {
    const { items, nextToken } = cutPage(chosen, request, {
      call,
      keyOf: (each) => each.AlarmName ?? "",
      scope: "DescribeAlarms",
      ...{ defaultSize: 50, largestSize: 100 },
    });
    return { MetricAlarms: items, CompositeAlarms: [], NextToken: nextToken };
  } catch (error) {
    if (!(error instanceof InvalidPageToken)) throw error;
    throw new AwsError({ status: 400, code: "InvalidNextToken" }, "The next token is invalid.");
  }
});

function select({ here }: Call, input: Selection): Alarm[] {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes = ["MetricAlarm"], ActionPrefix = "" } = input;
  if (AlarmNames && AlarmNamePrefix !== undefined) {
    throw invalidCombination("AlarmNamePrefix and AlarmNames are mutually exclusive parameters.");
  }
  const asksForRelatives = input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined;
  if (asksForRelatives || !AlarmTypes.includes("MetricAlarm")) return [];
  return [...here.cloudwatch.alarms.values()]
    .filter(({ alarmName }) => !AlarmNames || AlarmNames.includes(alarmName))
    .filter(({ alarmName }) => alarmName.startsWith(AlarmNamePrefix ?? ""))
    .filter(({ settings }) => ActionPrefix === "" || actionsOf(settings).some((each) => each.startsWith(ActionPrefix)))
    .sort((a, b) => (a.alarmName < b.alarmName ? -1 : 1));
}

function actionsOf({ OKActions = [], AlarmActions = [], InsufficientDataActions = [] }: Alarm["settings"]): string[] {
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions];
}

function toMetricAlarm(call: Call, alarm: Alarm): MetricAlarm {
  const { at, state, reason, reasonData } = stateOf(call, alarm);
  const changedAt = new Date(at);
  return {
    ...{ OKActions: [], AlarmActions: [], InsufficientDataActions: [], Dimensions: [] },
    ...alarm.settings,
    AlarmName: alarm.alarmName,
    AlarmArn: `arn:aws:cloudwatch:${call.region}:${call.accountId}:alarm:${alarm.alarmName}`,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    StateValue: state,
    StateReason: reason,
    ...(reasonData !== null && { StateReasonData: reasonData }),
    ...{ StateUpdatedTimestamp: changedAt, StateTransitionedTimestamp: changedAt },
  };
}
