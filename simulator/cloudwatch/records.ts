import type { PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** A state since a moment (wall-clock milliseconds). */
export type StateChange = { at: number; state: AlarmState; reason: string; reasonData: string | null };

/** A metric alarm; there are no metrics, so its state is what it was set or scripted to. */
export type Alarm = {
  alarmName: string;
  /** As it was put, without its tags. */
  settings: Omit<PutMetricAlarmInput, "Tags" | "AlarmName">;
  configuredAt: number;
  own: StateChange;
};

/** What CloudWatch keeps in one account and Region. */
export type CloudWatchState = { alarms: Map<string, Alarm> };

const SEEDED: Record<string, { description: string; metricName: string; namespace: string; threshold: number }> = {
  "dr-application-errors": {
    description: "Errors that users of the recovered service see",
    ...{ metricName: "HTTPCode_Target_5XX_Count", namespace: "AWS/ApplicationELB", threshold: 10 },
  },
  "dr-database-connections": {
    description: "Connections to the recovered database",
    ...{ metricName: "DatabaseConnections", namespace: "DR/Application", threshold: 500 },
  },
  "dr-replication-lag": {
    description: "Lag of the source servers' replication, in seconds",
    ...{ metricName: "LagDuration", namespace: "AWS/DRS", threshold: 3600 },
  },
};

/** CloudWatch with its seeded alarms, all of them OK since `now` (wall-clock milliseconds). */
export function emptyCloudWatch(now: number): CloudWatchState {
  const alarms = Object.entries(SEEDED).map(([alarmName, { description, metricName, namespace, threshold }]) => {
    const alarm: Alarm = {
      alarmName,
      settings: {
        ...{ AlarmDescription: description, MetricName: metricName, Namespace: namespace, Threshold: threshold },
        ...{ ActionsEnabled: true, Statistic: "Average", Period: 60, EvaluationPeriods: 3 },
        ...{ ComparisonOperator: "GreaterThanThreshold", TreatMissingData: "missing" },
      },
      configuredAt: now,
      own: {
        at: now,
        state: "OK",
        reason: "Threshold Crossed: no datapoints were over the threshold",
        reasonData: null,
      },
    };
    return [alarmName, alarm] as const;
  });
  return { alarms: new Map(alarms) };
}
