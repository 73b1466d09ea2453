import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
} from "@aws-sdk/client-service-quotas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idsNamed, startJob } from "#simulator/drs/test-jobs.ts";
import { PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";

describe("Service Quotas", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("lists the limits that DRS really has", async () => {
    const { Quotas = [] } = await bench.quotas().send(new ListServiceQuotasCommand({ ServiceCode: "drs" }));
    expect(Object.fromEntries(Quotas.map((each) => [each.QuotaCode, each.Value]))).toEqual({
      ...{ "L-D88FAC3A": 20, "L-B827C881": 100, "L-05AFA8C6": 500, "L-DD6D028C": 1, "L-C1D14A2B": 300 },
      ...{ "L-E28BE5E0": 4000, "L-0588D03B": 200, "L-1F3FAE4D": 1, "L-4B0323BD": 100 },
    });
    const { body } = await bench.control("POST", "/source-servers", { ...PAYMENTS, count: 101, prefix: "quota-" });
    const drs = bench.drs();
    const refused = await refusal(startJob(drs, await idsNamed(drs, "quota-")));
    expect(body.ids).toHaveLength(101);
    expect(refused.error).toMatchObject({ quotaCode: "L-B827C881", message: expect.stringContaining("100") as string });
  });

  test.each([
    ["ec2", "L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances"],
    ["ebs", "L-309BACF6", "Snapshots per Region"],
    ["vpc", "L-DF5E4CA3", "Network interfaces per Region"],
  ])("gets one of %s, %s, applied and by default", async (ServiceCode, QuotaCode, QuotaName) => {
    const applied = await bench.quotas().send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }));
    expect(applied.Quota).toMatchObject({ ServiceCode, QuotaCode, QuotaName, Adjustable: true });
    expect(applied.Quota?.QuotaArn).toBe(`arn:aws:servicequotas:us-west-2:222233334444:${ServiceCode}/${QuotaCode}`);
    const byDefault = await bench.quotas().send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }));
    expect(byDefault.Quota).toEqual(applied.Quota);
  });

  test("gives pages, and refuses tokens that are not its own", async () => {
    const quotas = bench.quotas();
    const request = { ServiceCode: "drs", MaxResults: 5 };
    const first = await quotas.send(new ListAWSDefaultServiceQuotasCommand(request));
    const { NextToken } = first;
    const second = await quotas.send(new ListAWSDefaultServiceQuotasCommand({ ...request, NextToken }));
    expect([first.Quotas?.length, second.Quotas?.length, second.NextToken]).toEqual([5, 4, undefined]);
    const foreign = refusal(quotas.send(new ListServiceQuotasCommand({ ...request, NextToken })));
    expect(await foreign).toMatchObject({ name: "InvalidPaginationTokenException", status: 400 });
  });

  test("knows neither other services nor other quotas", async () => {
    const service = refusal(bench.quotas().send(new ListServiceQuotasCommand({ ServiceCode: "s3" })));
    expect(await service).toMatchObject({ name: "NoSuchResourceException", status: 400 });
    const command = new GetServiceQuotaCommand({ ServiceCode: "drs", QuotaCode: "L-00000000" });
    expect((await refusal(bench.quotas().send(command))).name).toBe("NoSuchResourceException");
  });
});
