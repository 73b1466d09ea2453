import {
  CreateReplicationConfigurationTemplateCommand,
  DeleteReplicationConfigurationTemplateCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeReplicationConfigurationTemplatesCommand,
  GetReplicationConfigurationCommand,
  UpdateReplicationConfigurationCommand,
  UpdateReplicationConfigurationTemplateCommand,
  type CreateReplicationConfigurationTemplateCommandInput,
  type PITPolicyRule,
} from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idsNamed } from "#simulator/drs/test-jobs.ts";
import { rawDrs } from "#simulator/drs/test-raw.ts";
import { PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const KEY_ARN = "arn:aws:kms:us-west-2:222233334444:key/11111111-2222-3333-4444-555555555555";

function policy(days: number): PITPolicyRule[] {
  return [
    { ruleID: 1, units: "MINUTE", interval: 10, retentionDuration: 60, enabled: true },
    { ruleID: 2, units: "HOUR", interval: 1, retentionDuration: 24, enabled: true },
    { ruleID: 3, units: "DAY", interval: 1, retentionDuration: days, enabled: true },
  ];
}

const TEMPLATE: CreateReplicationConfigurationTemplateCommandInput = {
  stagingAreaSubnetId: "subnet-0123456789abcdef0",
  replicationServersSecurityGroupsIDs: ["sg-0123456789abcdef0"],
  ebsEncryption: "CUSTOM",
  ebsEncryptionKeyArn: KEY_ARN,
  bandwidthThrottling: 100,
  stagingAreaTags: { cost: "dr" },
  pitPolicy: policy(3),
  ...{ associateDefaultSecurityGroup: false, createPublicIP: false, dataPlaneRouting: "PUBLIC_IP" },
  ...{ defaultLargeStagingDiskType: "GP3", replicationServerInstanceType: "t3.medium" },
  useDedicatedReplicationServer: true,
};

describe("replication configurations", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({ speed: 1 });
  });
  afterAll(() => bench.close());

  async function snapshotsOf(sourceServerID: string) {
    const page = new DescribeRecoverySnapshotsCommand({ sourceServerID, maxResults: 500 });
    return (await bench.drs().send(page)).items ?? [];
  }

  test("begin with the service's defaults, and change only in what is given", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-ora-01");
    const { $metadata: _, ...before } = await drs.send(new GetReplicationConfigurationCommand({ sourceServerID }));
    expect(before).toMatchObject({ sourceServerID, ebsEncryption: "DEFAULT", pitPolicy: policy(7) });
    expect(before.replicatedDisks).toMatchObject([
      { isBootDisk: true, stagingDiskType: "AUTO", optimizedStagingDiskType: "GP3" },
      { isBootDisk: false, stagingDiskType: "AUTO", optimizedStagingDiskType: "ST1" },
      { isBootDisk: false, stagingDiskType: "AUTO", optimizedStagingDiskType: "ST1" },
    ]);
    const [boot, data] = before.replicatedDisks ?? [];
    const disk = { deviceName: data?.deviceName ?? "", stagingDiskType: "GP3", throughput: 250, iops: 4000 } as const;
    const change = { bandwidthThrottling: 50, replicatedDisks: [disk] };
    const after = await drs.send(new UpdateReplicationConfigurationCommand({ sourceServerID, ...change }));
    const { optimizedStagingDiskType: ___, ...chosen } = { ...data, ...disk };
    expect(after).toMatchObject({ ...before, bandwidthThrottling: 50, replicatedDisks: [boot, chosen, {}] });
    const { $metadata: __, ...read } = await drs.send(new GetReplicationConfigurationCommand({ sourceServerID }));
    expect(after).toMatchObject(read);
  });

  test("know the internet protocol, which the SDK does not", async () => {
    const [sourceServerID = ""] = await idsNamed(bench.drs(), "pay-ora-02");
    const body = { sourceServerID, internetProtocol: "IPV6" };
    const answer = await rawDrs(bench, { path: "/UpdateReplicationConfiguration", body });
    expect(await answer.json()).toMatchObject({ internetProtocol: "IPV6" });
  });

  test("keep daily snapshots for as many days as the policy says", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-ora-03");
    const week = await snapshotsOf(sourceServerID);
    await drs.send(new UpdateReplicationConfigurationCommand({ sourceServerID, pitPolicy: policy(20) }));
    const long = await snapshotsOf(sourceServerID);
    expect(long.length - week.length).toBe(13);
    expect(long.map((each) => each.snapshotID)).toEqual(
      expect.arrayContaining(week.slice(-20).map((each) => each.snapshotID)),
    );
    await drs.send(new UpdateReplicationConfigurationCommand({ sourceServerID, pitPolicy: policy(1) }));
    expect((await snapshotsOf(sourceServerID)).length).toBeLessThan(week.length);
  });

  test.each<[string, object, string]>([
    ["two rules", { pitPolicy: policy(7).slice(1) }, "pitPolicy"],
    ["a rule twice", { pitPolicy: [...policy(7).slice(1), policy(7)[1]] }, "pitPolicy"],
    [
      "another interval",
      { pitPolicy: [{ ...policy(7)[0], interval: 5 }, ...policy(7).slice(1)] },
      "pitPolicy.1.member",
    ],
    ["366 days", { pitPolicy: policy(366) }, "pitPolicy.3.member.retentionDuration"],
    ["a key without CUSTOM", { ebsEncryptionKeyArn: KEY_ARN }, "ebsEncryptionKeyArn"],
    ["CUSTOM without a key", { ebsEncryption: "CUSTOM" }, "ebsEncryptionKeyArn"],
    ["an unknown disk", { replicatedDisks: [{ deviceName: "/dev/xvdz" }] }, "replicatedDisks"],
    ["reserved tags", { stagingAreaTags: { "aws:x": "y" } }, "stagingAreaTags"],
  ])("refuse %s", async (_what, change, field) => {
    const [sourceServerID = ""] = await idsNamed(bench.drs(), "pay-ora-04");
    const body = { sourceServerID, ...change };
    const answer = await rawDrs(bench, { path: "/UpdateReplicationConfiguration", body });
    expect(answer.status).toBe(400);
    const { fieldList } = (await answer.json()) as { fieldList: { name: string }[] };
    expect(fieldList[0]?.name.startsWith(field)).toBe(true);
  });

  test("exist for known servers only", async () => {
    const drs = bench.drs();
    const sourceServerID = `s-${"0".repeat(17)}`;
    const read = drs.send(new GetReplicationConfigurationCommand({ sourceServerID }));
    expect((await refusal(read)).name).toBe("ResourceNotFoundException");
    const written = drs.send(new UpdateReplicationConfigurationCommand({ sourceServerID }));
    expect((await refusal(written)).name).toBe("ResourceNotFoundException");
  });

  test("come from a Region's template for new servers, whatever happens to the template later", async () => {
    const place = { accountId: PAYMENTS.accountId, region: "eu-west-2" };
    const drs = bench.drs(place);
    const created = await drs.send(new CreateReplicationConfigurationTemplateCommand(TEMPLATE));
    const replicationConfigurationTemplateID = created.replicationConfigurationTemplateID ?? "";
    expect(created).toMatchObject(TEMPLATE);
    expect(created.arn).toContain(`:replication-configuration-template/${replicationConfigurationTemplateID}`);
    const { body } = await bench.control("POST", "/source-servers", { ...place, count: 1, prefix: "new-" });
    const change = { replicationConfigurationTemplateID, bandwidthThrottling: 7 };
    await drs.send(new UpdateReplicationConfigurationTemplateCommand(change));
    const { items } = await drs.send(new DescribeReplicationConfigurationTemplatesCommand({}));
    expect(items).toMatchObject([{ ...TEMPLATE, bandwidthThrottling: 7 }]);
    const sourceServerID = body.ids?.[0] ?? "";
    expect(await drs.send(new GetReplicationConfigurationCommand({ sourceServerID }))).toMatchObject({
      ...{ ...TEMPLATE, bandwidthThrottling: 100, name: "new-01" },
    });
    await drs.send(new DeleteReplicationConfigurationTemplateCommand({ replicationConfigurationTemplateID }));
    const gone = [
      drs.send(new DeleteReplicationConfigurationTemplateCommand({ replicationConfigurationTemplateID })),
      drs.send(new UpdateReplicationConfigurationTemplateCommand(change)),
      drs.send(
        new DescribeReplicationConfigurationTemplatesCommand({
          replicationConfigurationTemplateIDs: [replicationConfigurationTemplateID],
        }),
      ),
    ];
    for (const call of gone) expect((await refusal(call)).name).toBe("ResourceNotFoundException");
  });
});
