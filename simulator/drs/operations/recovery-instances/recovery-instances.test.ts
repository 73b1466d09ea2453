import {
  DeleteRecoveryInstanceCommand,
  DescribeRecoveryInstancesCommand,
  DisconnectRecoveryInstanceCommand,
  DisconnectSourceServerCommand,
  TerminateRecoveryInstancesCommand,
  type RecoveryInstance,
} from "@aws-sdk/client-drs";
import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventsOf, idsNamed, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";

describe("recovery instances", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  async function launch(hostname: string): Promise<{ sourceServerID: string; recoveryInstanceID: string }> {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, hostname);
    const { jobID } = await startJob(drs, [sourceServerID]);
    await settledJob(drs, jobID);
    return { sourceServerID, recoveryInstanceID: await launchedInstance(drs, jobID) };
  }

  async function instancesOf(sourceServerID: string): Promise<RecoveryInstance[]> {
    const filters = { sourceServerIDs: [sourceServerID] };
    return (await bench.drs().send(new DescribeRecoveryInstancesCommand({ filters }))).items ?? [];
  }

  test("are disconnected, then deleted, while their EC2 instance lives until the next launch", async () => {
    const drs = bench.drs();
    const { sourceServerID, recoveryInstanceID } = await launch("pay-app-01");
    const early = drs.send(new DeleteRecoveryInstanceCommand({ recoveryInstanceID }));
    expect(await refusal(early)).toMatchObject({ name: "ConflictException", status: 409 });
    await drs.send(new DisconnectRecoveryInstanceCommand({ recoveryInstanceID }));
    const [instance] = await instancesOf(sourceServerID);
    expect(instance?.dataReplicationInfo).toMatchObject({
      dataReplicationState: "DISCONNECTED",
      replicatedDisks: [{ totalStorageBytes: 0 }],
    });
    const twice = drs.send(new DisconnectRecoveryInstanceCommand({ recoveryInstanceID }));
    expect((await refusal(twice)).name).toBe("ConflictException");
    await drs.send(new DeleteRecoveryInstanceCommand({ recoveryInstanceID }));
    expect(await instancesOf(sourceServerID)).toEqual([]);

    const { jobID } = await startJob(drs, [sourceServerID]);
    await settledJob(drs, jobID);
    expect(await eventsOf(drs, jobID)).toContain("CLEANUP_END");
    expect(await launchedInstance(drs, jobID)).not.toBe(recoveryInstanceID);
  });

  test("keep their source server from being disconnected", async () => {
    const drs = bench.drs();
    const { sourceServerID, recoveryInstanceID } = await launch("pay-app-02");
    const refused = drs.send(new DisconnectSourceServerCommand({ sourceServerID }));
    expect(await refusal(refused)).toMatchObject({ name: "ConflictException", error: { resourceId: sourceServerID } });
    const recoveryInstanceIDs = [recoveryInstanceID];
    const { job } = await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs }));
    await settledJob(drs, job?.jobID ?? "");
    const server = await drs.send(new DisconnectSourceServerCommand({ sourceServerID }));
    expect(server.dataReplicationInfo?.dataReplicationState).toBe("DISCONNECTED");
  });

  test("can be terminated when EC2 terminated them already, but not twice at once", async () => {
    const drs = bench.drs();
    const { recoveryInstanceID } = await launch("pay-app-03");
    await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [recoveryInstanceID] }));
    const terminate = () =>
      drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [recoveryInstanceID] }));
    await bench.control("POST", "/clock", { speed: 0.001 });
    const { job } = await terminate();
    expect(await refusal(terminate())).toMatchObject({
      ...{ name: "ConflictException", status: 409 },
      message: "One or more of the Source Servers included in API call are currently being processed by a Job",
    });
    await bench.control("POST", "/clock", { speed: 50_000 });
    expect((await settledJob(drs, job?.jobID ?? "")).participatingServers?.[0]?.launchStatus).toBe("TERMINATED");
  });

  test("are refused when they are unknown, or named twice", async () => {
    const drs = bench.drs();
    const recoveryInstanceID = "i-00000000000000000";
    for (const call of [
      drs.send(new DisconnectRecoveryInstanceCommand({ recoveryInstanceID })),
      drs.send(new DeleteRecoveryInstanceCommand({ recoveryInstanceID })),
    ]) {
      expect(await refusal(call)).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
    }
    const recoveryInstanceIDs = [recoveryInstanceID, recoveryInstanceID];
    const twice = drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs }));
    expect(await refusal(twice)).toMatchObject({ name: "ValidationException", status: 400 });
  });
});
