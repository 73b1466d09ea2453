import { StartRecoveryCommand, TerminateRecoveryInstancesCommand } from "@aws-sdk/client-drs";
import { describe, expect, test } from "vitest";
import { PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { idsNamed, launchedInstance, settledJob, startJob } from "./test-jobs.ts";

/** A simulator in which time hardly passes, with this many servers more in the payments account. */
async function crowdedBench(count: number): Promise<{ bench: Bench; ids: string[] }> {
  const bench = await startBench({ speed: 0.001 });
  const { body } = await bench.control("POST", "/source-servers", { ...PAYMENTS, count, prefix: "crowd-" });
  return { bench, ids: body.ids ?? [] };
}

describe("limits of DRS", () => {
  test("a server is in one job at a time", async () => {
    const bench = await startBench({ speed: 0.001 });
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-mq-0");
    await startJob(drs, ids.slice(0, 1));
    expect(await refusal(startJob(drs, ids))).toMatchObject({
      ...{ name: "ConflictException", status: 409 },
      message: "One or more of the Source Servers included in API call are currently being processed by a Job",
      error: { resourceId: ids[0] },
    });
    await bench.close();
  });

  test("a job has at most 100 servers, and all jobs together 500", async () => {
    const { bench, ids } = await crowdedBench(510);
    const drs = bench.drs();
    const tooMany = refusal(startJob(drs, ids.slice(0, 101)));
    expect(await tooMany).toMatchObject({
      name: "ServiceQuotaExceededException",
      status: 402,
      error: { quotaCode: "L-B827C881" },
    });
    for (let job = 0; job < 5; job += 1) await startJob(drs, ids.slice(job * 100, job * 100 + 100));
    const full = refusal(startJob(drs, ids.slice(500)));
    expect(await full).toMatchObject({
      name: "ServiceQuotaExceededException",
      status: 402,
      error: { quotaCode: "L-05AFA8C6" },
    });
    await bench.close();
  });

  test("at most 20 jobs run at once", async () => {
    const { bench, ids } = await crowdedBench(21);
    const drs = bench.drs();
    for (const id of ids.slice(0, 20)) await startJob(drs, [id]);
    const sourceServers = [{ sourceServerID: ids[20] ?? "" }];
    const refused = refusal(drs.send(new StartRecoveryCommand({ sourceServers })));
    expect(await refused).toMatchObject({ status: 402, error: { quotaCode: "L-D88FAC3A", serviceCode: "drs" } });
    await bench.close();
  });

  test("jobs that terminate count like those that launch", async () => {
    const bench = await startBench();
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-mq-01");
    const { jobID } = await startJob(drs, [id]);
    await settledJob(drs, jobID);
    const recoveryInstanceIDs = [await launchedInstance(drs, jobID)];
    await bench.control("POST", "/clock", { speed: 0.001 });
    await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs }));
    const { body } = await bench.control("POST", "/source-servers", { ...PAYMENTS, count: 20, prefix: "crowd-" });
    const ids = body.ids ?? [];
    for (const each of ids.slice(0, 19)) await startJob(drs, [each]);
    expect(await refusal(startJob(drs, ids.slice(19)))).toMatchObject({ error: { quotaCode: "L-D88FAC3A" } });
    expect((await refusal(startJob(drs, [id]))).name).toBe("ConflictException");
    await bench.close();
  });
});
