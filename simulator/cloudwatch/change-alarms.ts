import type { DeleteAlarmsInput, PutMetricAlarmInput, SetAlarmStateInput } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../aws-error.ts";
import { wallNow } from "../clock.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { invalidCombination, missingParameter, resourceNotFound } from "./errors.ts";
import type { Alarm } from "./records.ts";

/** A new alarm has no data yet; one that exists keeps its state. */
export const putMetricAlarm = implement<PutMetricAlarmInput>("PutMetricAlarm", (call, input) => {
  requireMetric(input);
  const { AlarmName: alarmName, Tags: _tags, ...settings } = input;
  const { alarms } = call.here.cloudwatch;
  const now = wallNow();
  alarms.set(alarmName, {
    alarmName,
    settings: { ActionsEnabled: true, ...settings } as Alarm["settings"],
    configuredAt: now,
    own: alarms.get(alarmName)?.own ?? {
      at: now,
      state: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
      reasonData: null,
    },
  });
  call.sim.changed();
});

/** All or none. */
export const deleteAlarms = implement<DeleteAlarmsInput>("DeleteAlarms", (call, { AlarmNames }) => {
  const { alarms } = call.here.cloudwatch;
  const missing = AlarmNames.filter((name) => !alarms.has(name));
  if (missing.length > 0) throw resourceNotFound(`Alarms [${missing.join(", ")}] do not exist`);
  for (const name of AlarmNames) alarms.delete(name);
  call.sim.changed();
});

export const setAlarmState = implement<SetAlarmStateInput>("SetAlarmState", (call, input) => {
  const alarm = call.here.cloudwatch.alarms.get(input.AlarmName);
  if (!alarm) throw resourceNotFound("Alarm does not exist");
  const reasonData = input.StateReasonData ?? null;
  if (reasonData !== null && !isJson(reasonData)) {
    throw new AwsError({ status: 400, code: "InvalidFormat" }, "StateReasonData was not valid JSON");
  }
  alarm.own = { at: wallNow(), state: input.StateValue, reason: input.StateReason, reasonData };
  call.sim.changed();
});

function requireMetric(input: Given<PutMetricAlarmInput>): void {
  const { MetricName, Metrics, EvaluationCriteria } = input;
  const kinds = [MetricName, Metrics, EvaluationCriteria].filter((each) => each !== undefined);
  if (kinds.length !== 1) {
    throw invalidCombination("Exactly one of MetricName, Metrics or EvaluationCriteria must be specified");
  }
  if (EvaluationCriteria) return;
  for (const name of ["EvaluationPeriods", "ComparisonOperator"] as const) requireParameter(input, name);
  if (MetricName !== undefined) requireSingleMetric(input);
  const hasThreshold = input.Threshold !== undefined || input.ThresholdMetricId !== undefined;
  if (!hasThreshold) throw missingParameter("The parameter Threshold must be specified");
}

function requireSingleMetric(input: Given<PutMetricAlarmInput>): void {
  for (const name of ["Namespace", "Period"] as const) requireParameter(input, name);
  if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined)) {
    throw invalidCombination("Exactly one of Statistic and ExtendedStatistic must be specified");
  }
}

function requireParameter(input: Given<PutMetricAlarmInput>, name: keyof PutMetricAlarmInput): void {
  if (input[name] === undefined) throw missingParameter(`The parameter ${name} must be specified`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
