import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { inBatches } from "./drs-values.ts";

/** Amazon CloudWatch API: DescribeAlarms takes at most 100 names, and a page has at most 100 alarms. */
const MAX_NAMES = 100;

/** `MISSING`: there is no alarm of that name. */
export type AlarmReading = {
  name: string;
  state: "OK" | "ALARM" | "INSUFFICIENT_DATA" | "MISSING";
  /** CloudWatch's own words. */
  reason: string | null;
  since: Date | null;
};

/** The states of alarms, metric and composite ones, in the order in which they were named. */
export async function readAlarms(
  clients: AccountClients,
  place: AwsPlace,
  { names, signal }: { names: readonly string[]; signal: AbortSignal },
): Promise<AlarmReading[]> {
  const batches = await Promise.all(
    inBatches([...new Set(names)], MAX_NAMES).map(async (AlarmNames) => {
      const command = new DescribeAlarmsCommand({
        AlarmNames,
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        MaxRecords: MAX_NAMES,
      });
      const { MetricAlarms, CompositeAlarms } = await clients.cloudwatch(place).send(command, { abortSignal: signal });
      return [...(MetricAlarms ?? []), ...(CompositeAlarms ?? [])];
    }),
  );
  const byName = new Map(batches.flat().map((each) => [each.AlarmName, each]));
  return names.map((name) => {
    const found = byName.get(name);
    if (found?.StateValue === undefined) return { name, state: "MISSING", reason: null, since: null };
    return {
      name,
      state: found.StateValue,
      reason: found.StateReason ?? null,
      since: found.StateUpdatedTimestamp ?? null,
    };
  });
}
