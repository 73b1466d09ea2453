import {
  CreateLaunchConfigurationTemplateCommand,
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
  DescribeSourceServersCommand,
  DisconnectRecoveryInstanceCommand,
  GetFailbackReplicationConfigurationCommand,
  GetLaunchConfigurationCommand,
  ReverseReplicationCommand,
  StartFailbackLaunchCommand,
  StopFailbackCommand,
  StopReplicationCommand,
  TerminateRecoveryInstancesCommand,
  UpdateFailbackReplicationConfigurationCommand,
  type RecoveryInstance,
  type SourceServer,
} from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventsOf, idsNamed, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

type Place = { accountId: string; region: string };

/** Where the servers of the payments account came from. */
const ORIGIN = { accountId: PAYMENTS.accountId, region: "us-east-1" };

async function launch(bench: Bench, place: Place, sourceServerID: string): Promise<RecoveryInstance> {
  const drs = bench.drs(place);
  const { jobID } = await startJob(drs, [sourceServerID], false);
  await settledJob(drs, jobID);
  const id = await launchedInstance(drs, jobID);
  return until(async () => {
    const instance = await findInstance(bench, place, id);
    return instance?.ec2InstanceState === "RUNNING" && instance;
  });
}

async function findInstance(bench: Bench, place: Place, id: string): Promise<RecoveryInstance | undefined> {
  const filters = { recoveryInstanceIDs: [id] };
  const { items = [] } = await bench.drs(place).send(new DescribeRecoveryInstancesCommand({ filters }));
  return items[0];
}

async function serverAt(bench: Bench, place: Place, arn: string | undefined): Promise<SourceServer> {
  const filters = { sourceServerIDs: [arn?.split("/")[1] ?? ""] };
  const { items = [] } = await bench.drs(place).send(new DescribeSourceServersCommand({ filters }));
  if (!items[0]) throw new Error(`No server ${arn ?? ""}`);
  return items[0];
}

describe("the way back to a Region of AWS", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  async function reverse(place: Place, instance: RecoveryInstance, target: Place): Promise<SourceServer> {
    const { recoveryInstanceID } = instance;
    const answer = await bench.drs(place).send(new ReverseReplicationCommand({ recoveryInstanceID }));
    const arn = answer.reversedDirectionSourceServerArn;
    return until(async () => {
      const server = await serverAt(bench, target, arn);
      return server.dataReplicationInfo?.dataReplicationState === "CONTINUOUS" && server;
    });
  }

  test("is replicated, launched and protected again, by two servers that name each other", async () => {
    const [id = ""] = await idsNamed(bench.drs(), "pay-edge-01");
    const away = await launch(bench, PAYMENTS, id);
    const back = await reverse(PAYMENTS, away, ORIGIN);
    const forward = await serverAt(bench, PAYMENTS, `source-server/${id}`);
    expect(back).toMatchObject({
      ...{ replicationDirection: "FAILBACK", reversedDirectionSourceServerArn: forward.arn },
      sourceProperties: { identificationHints: { hostname: "pay-edge-01", awsInstanceID: away.ec2InstanceID } },
      sourceCloudProperties: { originRegion: PAYMENTS.region, originAccountID: PAYMENTS.accountId },
    });
    expect(forward).toMatchObject({
      replicationDirection: "FAILOVER",
      reversedDirectionSourceServerArn: back.arn,
    });
    expect(await findInstance(bench, PAYMENTS, away.recoveryInstanceID ?? "")).toMatchObject({
      failback: { state: "FAILBACK_READY_FOR_LAUNCH" },
      dataReplicationInfo: { dataReplicationState: "CONTINUOUS" },
    });

    const home = await launch(bench, ORIGIN, back.sourceServerID ?? "");
    expect((await findInstance(bench, PAYMENTS, away.recoveryInstanceID ?? ""))?.failback?.state).toBe(
      "FAILBACK_COMPLETED",
    );
    const again = await reverse(ORIGIN, home, PAYMENTS);
    expect(again).toMatchObject({
      ...{ sourceServerID: id, replicationDirection: "FAILOVER", reversedDirectionSourceServerArn: back.arn },
      sourceProperties: { identificationHints: { awsInstanceID: home.ec2InstanceID } },
    });
  });

  test("must be stopped before its recovery instance is terminated, and begins only once", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-edge-02");
    const away = await launch(bench, PAYMENTS, id);
    const back = await reverse(PAYMENTS, away, ORIGIN);
    const recoveryInstanceID = away.recoveryInstanceID ?? "";
    const again = drs.send(new ReverseReplicationCommand({ recoveryInstanceID }));
    expect((await refusal(again)).name).toBe("ConflictException");
    const terminate = () =>
      drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [recoveryInstanceID] }));
    expect(await refusal(terminate())).toMatchObject({
      ...{ name: "ConflictException", status: 409 },
      error: { resourceType: "RecoveryInstance", resourceId: recoveryInstanceID },
    });
    const { sourceServerID } = back;
    await bench.drs(ORIGIN).send(new StopReplicationCommand({ sourceServerID }));
    expect((await terminate()).job?.type).toBe("TERMINATE");
  });

  test("is configured by the template of the Region of origin, which may send it into the source's own instance", async () => {
    const drs = bench.drs(ORIGIN);
    const template = { launchIntoSourceInstance: true, copyTags: true };
    await drs.send(new CreateLaunchConfigurationTemplateCommand(template));
    const [id = ""] = await idsNamed(bench.drs(), "pay-mq-01");
    const away = await launch(bench, PAYMENTS, id);
    const back = await reverse(PAYMENTS, away, ORIGIN);
    const forward = await serverAt(bench, PAYMENTS, `source-server/${id}`);
    const { sourceServerID } = back;
    expect(await drs.send(new GetLaunchConfigurationCommand({ sourceServerID }))).toMatchObject({
      copyTags: false,
      launchIntoInstanceProperties: {
        launchIntoEC2InstanceID: forward.sourceProperties?.identificationHints?.awsInstanceID,
      },
    });
  });

  test("is refused when the Region of origin has 4,000 source servers", async () => {
    const [id = ""] = await idsNamed(bench.drs(), "pay-mq-02");
    const { recoveryInstanceID } = await launch(bench, PAYMENTS, id);
    await bench.control("POST", "/source-servers", { ...ORIGIN, count: 4000, prefix: "full-" });
    const refused = bench.drs().send(new ReverseReplicationCommand({ recoveryInstanceID }));
    expect(await refusal(refused)).toMatchObject({
      ...{ name: "ServiceQuotaExceededException", status: 402 },
      error: { quotaCode: "L-E28BE5E0" },
    });
  });

  test("needs DRS in the Region of origin, and an instance that runs, came from EC2 and is connected", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-edge-03");
    const { recoveryInstanceID } = await launch(bench, PAYMENTS, id);
    const there = bench.sim.world.regions.get(`${ORIGIN.accountId}/${ORIGIN.region}`);
    if (there) there.drs.isInitialized = false;
    const uninitialized = drs.send(new ReverseReplicationCommand({ recoveryInstanceID }));
    expect((await refusal(uninitialized)).name).toBe("UninitializedAccountException");
    if (there) there.drs.isInitialized = true;
    await drs.send(new DisconnectRecoveryInstanceCommand({ recoveryInstanceID }));
    const disconnected = drs.send(new ReverseReplicationCommand({ recoveryInstanceID }));
    expect((await refusal(disconnected)).name).toBe("ConflictException");
    const unknown = drs.send(new ReverseReplicationCommand({ recoveryInstanceID: "i-00000000000000000" }));
    expect((await refusal(unknown)).name).toBe("ResourceNotFoundException");
    const [outside = ""] = await idsNamed(bench.drs(ERP), "erp-app-01");
    const premises = await launch(bench, ERP, outside);
    const command = new ReverseReplicationCommand({ recoveryInstanceID: premises.recoveryInstanceID });
    expect(await refusal(bench.drs(ERP).send(command))).toMatchObject({ name: "ValidationException", status: 400 });
  });
});

describe("the way back to a machine outside AWS", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  /** The speed is that of what follows. */
  async function bootClient(hostname: string, speed = 50_000): Promise<string> {
    const [id = ""] = await idsNamed(bench.drs(ERP), hostname);
    const { recoveryInstanceID = "" } = await launch(bench, ERP, id);
    await bench.control("POST", "/clock", { speed });
    const { status } = await bench.control("POST", `/recovery-instances/${recoveryInstanceID}/failback-client`);
    expect(status).toBe(200);
    return recoveryInstanceID;
  }

  async function stateOf(id: string): Promise<string | undefined> {
    return (await findInstance(bench, ERP, id))?.failback?.state;
  }

  test("begins with the failback client, is launched when it is ready, and ends completed", async () => {
    const drs = bench.drs(ERP);
    const id = await bootClient("erp-app-02", 0.001);
    const early = await refusal(drs.send(new StartFailbackLaunchCommand({ recoveryInstanceIDs: [id] })));
    expect(early).toMatchObject({ name: "ConflictException", status: 409 });
    expect(await findInstance(bench, ERP, id)).toMatchObject({
      failback: { state: "FAILBACK_IN_PROGRESS", failbackToOriginalServer: true },
      dataReplicationInfo: {
        dataReplicationInitiation: {
          steps: [{ name: "LINK_FAILBACK_CLIENT_WITH_RECOVERY_INSTANCE" }, {}, {}, {}, {}, {}, {}],
        },
      },
    });
    await bench.control("POST", "/clock", { speed: 50_000 });
    await until(async () => (await stateOf(id)) === "FAILBACK_READY_FOR_LAUNCH");
    const tags = { ticket: "42" };
    const { job } = await drs.send(new StartFailbackLaunchCommand({ recoveryInstanceIDs: [id], tags }));
    const jobID = job?.jobID ?? "";
    expect(job).toMatchObject({ type: "LAUNCH", initiatedBy: "FAILBACK", status: "PENDING", tags });
    const settled = await settledJob(drs, jobID);
    expect(settled.participatingServers).toMatchObject([{ launchStatus: "LAUNCHED", recoveryInstanceID: id }]);
    expect(await eventsOf(drs, jobID)).toEqual([
      ...["JOB_START", "CONVERSION_START", "CONVERSION_END", "LAUNCH_START", "JOB_END"],
    ]);
    const instance = await findInstance(bench, ERP, id);
    expect(instance?.failback).toMatchObject({ state: "FAILBACK_COMPLETED", failbackJobID: jobID });
    const { items = [] } = await drs.send(new DescribeJobsCommand({ filters: { jobIDs: [jobID] } }));
    expect(items[0]?.tags).toEqual(tags);
  });

  test("can be stopped at any time", async () => {
    const drs = bench.drs(ERP);
    const id = await bootClient("erp-app-03");
    await drs.send(new StopFailbackCommand({ recoveryInstanceID: id }));
    expect(await stateOf(id)).toBe("FAILBACK_NOT_STARTED");
    const unknown = drs.send(new StopFailbackCommand({ recoveryInstanceID: "i-00000000000000000" }));
    expect((await refusal(unknown)).name).toBe("ResourceNotFoundException");
  });

  test("is configured for each recovery instance", async () => {
    const drs = bench.drs(ERP);
    const [id = ""] = await idsNamed(drs, "erp-app-04");
    const { recoveryInstanceID } = await launch(bench, ERP, id);
    const read = () => drs.send(new GetFailbackReplicationConfigurationCommand({ recoveryInstanceID }));
    expect(await read()).toMatchObject({ recoveryInstanceID, bandwidthThrottling: 0, usePrivateIP: false });
    const change = { recoveryInstanceID, bandwidthThrottling: 80 };
    await drs.send(new UpdateFailbackReplicationConfigurationCommand(change));
    expect(await read()).toMatchObject({ bandwidthThrottling: 80, usePrivateIP: false });
    const unknown = { recoveryInstanceID: "i-00000000000000000" };
    for (const call of [
      drs.send(new GetFailbackReplicationConfigurationCommand(unknown)),
      drs.send(new UpdateFailbackReplicationConfigurationCommand(unknown)),
    ]) {
      expect((await refusal(call)).name).toBe("ResourceNotFoundException");
    }
  });

  test("does not begin for instances whose source is in AWS, or that nobody knows", async () => {
    const [id = ""] = await idsNamed(bench.drs(), "pay-mq-03");
    const { recoveryInstanceID = "" } = await launch(bench, PAYMENTS, id);
    expect((await bench.control("POST", `/recovery-instances/${recoveryInstanceID}/failback-client`)).status).toBe(400);
    expect((await bench.control("POST", "/recovery-instances/i-0/failback-client")).status).toBe(404);
  });
});
