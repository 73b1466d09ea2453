import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type PutMetricAlarmInput,
} from "@aws-sdk/client-cloudwatch";
import { cbor } from "@smithy/core/cbor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

const SEEDED = ["dr-application-errors", "dr-database-connections", "dr-replication-lag"];
const ALARM: PutMetricAlarmInput = {
  ...{ AlarmName: "orders-failing", Namespace: "Orders", MetricName: "Failures", Statistic: "Sum", Period: 60 },
  ...{ EvaluationPeriods: 2, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
};
const authorization =
  "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261124/us-west-2/monitoring/aws4_request, SignedHeaders=host, Signature=0";

describe("CloudWatch", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  async function stateOf(name: string): Promise<string | undefined> {
    const { MetricAlarms } = await bench.cloudwatch().send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    return MetricAlarms?.[0]?.StateValue;
  }

  test("describes its alarms by name, prefix and state, in pages", async () => {
    const cloudwatch = bench.cloudwatch();
    const first = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: "dr-", MaxRecords: 2 }));
    const { NextToken } = first;
    const rest = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: "dr-", MaxRecords: 2, NextToken }));
    const pages = [...(first.MetricAlarms ?? []), ...(rest.MetricAlarms ?? [])];
    expect(pages.map((each) => each.AlarmName)).toEqual(SEEDED);
    expect(pages[0]?.StateUpdatedTimestamp).toBeInstanceOf(Date);
    const inAlarm = await cloudwatch.send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
    expect(inAlarm.MetricAlarms).toEqual([]);
    const composite = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmTypes: ["CompositeAlarm"] }));
    expect(composite.MetricAlarms).toEqual([]);
  });

  test("puts an alarm without data, changes its state and deletes it", async () => {
    const cloudwatch = bench.cloudwatch();
    await cloudwatch.send(new PutMetricAlarmCommand(ALARM));
    expect(await stateOf("orders-failing")).toBe("INSUFFICIENT_DATA");
    const change = { AlarmName: "orders-failing", StateValue: "ALARM", StateReason: "tested" } as const;
    await cloudwatch.send(new SetAlarmStateCommand(change));
    await cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, Threshold: 2 }));
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ["orders-failing"] }));
    expect(MetricAlarms?.[0]).toMatchObject({ StateValue: "ALARM", StateReason: "tested", Threshold: 2 });
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["orders-failing"] }));
    expect(await stateOf("orders-failing")).toBeUndefined();
    const gone = refusal(cloudwatch.send(new SetAlarmStateCommand(change)));
    expect(await gone).toMatchObject({ name: "ResourceNotFound", status: 404 });
  });

  test("goes through the states that were scripted, until something newer is set", async () => {
    const states = [
      { afterSeconds: 0, state: "ALARM", reason: "errors after the switch" },
      { afterSeconds: 10_000, state: "OK" },
    ];
    const alarmName = "dr-application-errors";
    await bench.control("POST", "/outcomes", { service: "monitoring", alarmName, outcome: { states } });
    expect(await stateOf(alarmName)).toBe("ALARM");
    await until(async () => (await stateOf(alarmName)) === "OK");
    const StateValue = "INSUFFICIENT_DATA";
    await bench.cloudwatch().send(new SetAlarmStateCommand({ AlarmName: alarmName, StateValue, StateReason: "now" }));
    expect(await stateOf(alarmName)).toBe("INSUFFICIENT_DATA");
    expect(await stateOf("dr-replication-lag")).toBe("OK");
  });

  test.each<[string, Partial<PutMetricAlarmInput>]>([
    ["MissingRequiredParameterException", { Period: undefined }],
    ["MissingRequiredParameterException", { Threshold: undefined }],
    ["InvalidParameterCombinationException", { ExtendedStatistic: "p99" }],
    ["InvalidParameterCombinationException", { MetricName: undefined }],
  ])("refuses an alarm with %s: %j", async (name, change) => {
    const put = bench.cloudwatch().send(new PutMetricAlarmCommand({ ...ALARM, ...change }));
    expect(await refusal(put)).toMatchObject({ name, status: 400 });
  });

  const CBOR = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor", accept: "application/cbor" };

  async function sendCbor(operation: string, body: BodyInit) {
    const path = `/service/GraniteServiceVersion20100801/operation/${operation}`;
    const response = await fetch(bench.url + path, { method: "POST", headers: { authorization, ...CBOR }, body });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const answer: unknown = bytes.length > 0 ? cbor.deserialize(bytes) : undefined;
    return { status: response.status, headers: response.headers, answer };
  }

  test("speaks CBOR, too", async () => {
    const { status, headers, answer } = await sendCbor(
      "DescribeAlarms",
      new Uint8Array(cbor.serialize({ AlarmNamePrefix: "dr-repl" })),
    );
    expect([status, headers.get("smithy-protocol"), headers.get("content-type")]).toEqual([
      ...[200, "rpc-v2-cbor", "application/cbor"],
    ]);
    expect(answer).toMatchObject({
      MetricAlarms: [{ AlarmName: "dr-replication-lag", Period: 60, StateUpdatedTimestamp: { tag: 1 } }],
    });
    const missing = await sendCbor("DeleteAlarms", new Uint8Array(cbor.serialize({ AlarmNames: ["none"] })));
    expect(missing).toMatchObject({ status: 404, answer: { __type: "ResourceNotFound" } });
    expect(missing.headers.get("x-amzn-query-error")).toBe("ResourceNotFound;Sender");
    const change = { AlarmName: "dr-replication-lag", StateValue: "OK", StateReason: "tested" };
    const set = await sendCbor("SetAlarmState", new Uint8Array(cbor.serialize(change)));
    expect(set).toMatchObject({ status: 200, answer: undefined });
    expect((await sendCbor("DescribeAlarms", "no CBOR")).status).toBe(400);
    expect((await sendCbor("DescribeAlarms", new Uint8Array(cbor.serialize({ AlarmNames: "text" })))).status).toBe(400);
  });

  test("speaks query, too", async () => {
    const send = async (body: string) => {
      const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
      const response = await fetch(bench.url, { method: "POST", headers, body: `${body}&Version=2010-08-01` });
      return { status: response.status, text: await response.text() };
    };
    const described = await send("Action=DescribeAlarms&AlarmNames.member.1=dr-replication-lag");
    expect(described.status).toBe(200);
    expect(described.text).toContain("<DescribeAlarmsResult><CompositeAlarms></CompositeAlarms><MetricAlarms><member>");
    const missing = await send("Action=DeleteAlarms&AlarmNames.member.1=none");
    expect(missing).toMatchObject({
      status: 404,
      text: expect.stringContaining("<Code>ResourceNotFound</Code>") as string,
    });
  });
});
