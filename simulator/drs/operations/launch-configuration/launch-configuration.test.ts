import {
  CreateLaunchConfigurationTemplateCommand,
  DeleteLaunchConfigurationTemplateCommand,
  DescribeLaunchConfigurationTemplatesCommand,
  GetLaunchConfigurationCommand,
  UpdateLaunchConfigurationCommand,
  UpdateLaunchConfigurationTemplateCommand,
} from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idsNamed } from "#simulator/drs/test-jobs.ts";
import { rawDrs } from "#simulator/drs/test-raw.ts";
import { PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const UNKNOWN_SERVER = `s-${"0".repeat(17)}`;
const UNKNOWN_TEMPLATE = `lct-${"0".repeat(17)}`;

describe("launch configurations", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("begin with the service's defaults, and change only in what is given", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-core-01");
    const { $metadata: _, ...before } = await drs.send(new GetLaunchConfigurationCommand({ sourceServerID }));
    expect(before).toMatchObject({
      ...{ sourceServerID, name: "pay-core-01", launchDisposition: "STARTED", copyTags: false },
      ...{ licensing: { osByol: false }, launchIntoInstanceProperties: {} },
    });
    expect(before.ec2LaunchTemplateID).toMatch(/^lt-0[0-9a-f]{16}$/);
    const changes = { launchDisposition: "STOPPED", licensing: { osByol: true } } as const;
    await drs.send(new UpdateLaunchConfigurationCommand({ sourceServerID, ...changes }));
    const { $metadata: __, ...after } = await drs.send(new GetLaunchConfigurationCommand({ sourceServerID }));
    expect(after).toEqual({ ...before, ...changes });
  });

  test("know the recovery mode, which the SDK does not", async () => {
    const [sourceServerID = ""] = await idsNamed(bench.drs(), "pay-core-02");
    const body = { sourceServerID, recoveryMode: "FAST" };
    const updated = await rawDrs(bench, { path: "/UpdateLaunchConfiguration", body });
    expect(await updated.json()).toMatchObject({ sourceServerID, recoveryMode: "FAST", launchDisposition: "STARTED" });
    const slow = await rawDrs(bench, {
      path: "/UpdateLaunchConfiguration",
      body: { sourceServerID, recoveryMode: "SLOW" },
    });
    expect(slow.status).toBe(400);
  });

  test.each(["copyTags", "copyPrivateIp"])("cannot launch into an instance together with %s", async (copied) => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-core-03");
    const into = { launchIntoInstanceProperties: { launchIntoEC2InstanceID: "i-0123456789abcdef0" } };
    const refused = drs.send(new UpdateLaunchConfigurationCommand({ sourceServerID, ...into, [copied]: true }));
    expect(await refusal(refused)).toMatchObject({
      ...{ name: "ValidationException", status: 400 },
      error: { fieldList: [{ name: "launchIntoInstanceProperties" }] },
    });
    const kept = await drs.send(new UpdateLaunchConfigurationCommand({ sourceServerID, ...into }));
    expect(kept.launchIntoInstanceProperties).toEqual(into.launchIntoInstanceProperties);
    const none = { sourceServerID, launchIntoInstanceProperties: {} };
    const cleared = await drs.send(new UpdateLaunchConfigurationCommand(none));
    expect(cleared.launchIntoInstanceProperties).toEqual({});
  });

  test("exist for known servers only", async () => {
    const drs = bench.drs();
    const sourceServerID = UNKNOWN_SERVER;
    for (const call of [
      drs.send(new GetLaunchConfigurationCommand({ sourceServerID })),
      drs.send(new UpdateLaunchConfigurationCommand({ sourceServerID })),
    ]) {
      expect(await refusal(call)).toMatchObject({
        ...{ name: "ResourceNotFoundException", status: 404 },
        error: { resourceType: "SourceServer", resourceId: UNKNOWN_SERVER },
      });
    }
  });
});

describe("the launch configuration template of a Region", () => {
  let bench: Bench;
  const place = { accountId: PAYMENTS.accountId, region: "eu-west-2" };

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("is one, is what new servers begin with, and can be changed and deleted", async () => {
    const drs = bench.drs(place);
    const input = { copyTags: true, launchDisposition: "STOPPED", tags: { team: "dr" } } as const;
    const created = await drs.send(new CreateLaunchConfigurationTemplateCommand(input));
    const template = created.launchConfigurationTemplate;
    const launchConfigurationTemplateID = template?.launchConfigurationTemplateID ?? "";
    expect(template).toMatchObject({ ...input, postLaunchEnabled: false, licensing: { osByol: false } });
    expect(template?.arn).toBe(
      `arn:aws:drs:eu-west-2:${place.accountId}:launch-configuration-template/${launchConfigurationTemplateID}`,
    );
    expect(await refusal(drs.send(new CreateLaunchConfigurationTemplateCommand({})))).toMatchObject({
      ...{ name: "ServiceQuotaExceededException", status: 402 },
      error: { quotaCode: "L-1F3FAE4D", resourceType: "LaunchConfigurationTemplate" },
    });
    await drs.send(
      new UpdateLaunchConfigurationTemplateCommand({ launchConfigurationTemplateID, copyPrivateIp: true }),
    );
    const { items } = await drs.send(new DescribeLaunchConfigurationTemplatesCommand({}));
    expect(items).toMatchObject([{ ...input, copyPrivateIp: true }]);

    const { body } = await bench.control("POST", "/source-servers", { ...place, count: 1, prefix: "new-" });
    const sourceServerID = body.ids?.[0] ?? "";
    await drs.send(new DeleteLaunchConfigurationTemplateCommand({ launchConfigurationTemplateID }));
    expect((await drs.send(new DescribeLaunchConfigurationTemplatesCommand({}))).items).toEqual([]);
    expect(await drs.send(new GetLaunchConfigurationCommand({ sourceServerID }))).toMatchObject({
      ...{ launchDisposition: "STOPPED", copyTags: true, copyPrivateIp: true, name: "new-01" },
    });
  });

  test("is refused when it is unknown, or tagged as only AWS may", async () => {
    const drs = bench.drs(place);
    const launchConfigurationTemplateID = UNKNOWN_TEMPLATE;
    const calls = [
      drs.send(new UpdateLaunchConfigurationTemplateCommand({ launchConfigurationTemplateID })),
      drs.send(new DeleteLaunchConfigurationTemplateCommand({ launchConfigurationTemplateID })),
      drs.send(new DescribeLaunchConfigurationTemplatesCommand({ launchConfigurationTemplateIDs: [UNKNOWN_TEMPLATE] })),
    ];
    for (const call of calls) expect((await refusal(call)).name).toBe("ResourceNotFoundException");
    const reserved = new CreateLaunchConfigurationTemplateCommand({ tags: { "aws:owner": "me" } });
    expect(await refusal(drs.send(reserved))).toMatchObject({ name: "ValidationException", status: 400 });
  });
});
