import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { type AlarmReading, readAlarms } from "./alarms.ts";
import * as aws from "./test-aws.ts";

let world: aws.TestAws;

beforeAll(async () => {
  world = await aws.startTestAws();
});
afterAll(() => world.bench.close());
afterEach(async () => {
  await world.bench.control("DELETE", "/outcomes");
  await world.bench.control("DELETE", "/faults");
});

function read(names: readonly string[], signal = aws.NEVER): Promise<AlarmReading[]> {
  return readAlarms(world.clients, world.place, { names, signal });
}

test("alarms are read in the order in which they were named, and missing ones are told apart", async () => {
  const states = [{ afterSeconds: 0, state: "ALARM", reason: "errors after the switch" }];
  const alarm = { service: "monitoring", alarmName: "dr-application-errors", outcome: { states } };
  await world.bench.control("POST", "/outcomes", alarm);
  const names = ["dr-replication-lag", "nobodys-alarm", "dr-application-errors", "dr-replication-lag"];
  expect(await read(names)).toMatchObject([
    { name: "dr-replication-lag", state: "OK" },
    { name: "nobodys-alarm", state: "MISSING", reason: null, since: null },
    { name: "dr-application-errors", state: "ALARM", reason: "errors after the switch" },
    { name: "dr-replication-lag", state: "OK" },
  ]);
  expect(await read([])).toEqual([]);
});

test("more alarms are read than one call takes, and an alarm without data says so", async () => {
  const names = Array.from({ length: 120 }, (_, number) => `orders-${number}`);
  for (const AlarmName of names) {
    await world.bench.cloudwatch().send(
      new PutMetricAlarmCommand({
        ...{ AlarmName, Namespace: "Orders", MetricName: "Failures", Statistic: "Sum", Period: 60 },
        ...{ EvaluationPeriods: 2, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
      }),
    );
  }
  const before = aws.callsOf(world, "DescribeAlarms");
  const readings = await read(names);
  expect(readings.map((each) => each.name)).toEqual(names);
  expect(readings.filter((each) => each.state !== "INSUFFICIENT_DATA")).toEqual([]);
  expect(aws.callsOf(world, "DescribeAlarms")).toBe(before + 2);
});

test("reading is repeated when AWS throttles or the reply is lost, and given up when it hangs", async () => {
  for (const effect of [aws.THROTTLED, aws.LOST_REPLY]) {
    await aws.failNext(world, "monitoring:DescribeAlarms", effect);
    expect(await read(["dr-replication-lag"])).toMatchObject([{ state: "OK" }]);
  }
  await aws.failNext(world, "monitoring:DescribeAlarms", aws.HANGS);
  const failure = await aws.failureOf(read(["dr-replication-lag"], aws.soonAborted()));
  expect(failure).toMatchObject({ refused: false, status: null });
});
