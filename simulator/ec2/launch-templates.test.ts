import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DeleteLaunchTemplateVersionsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  ModifyLaunchTemplateCommand,
  paginateDescribeLaunchTemplates,
  type LaunchTemplateVersion,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchSettingsOf } from "#simulator/drs/launch-settings.ts";
import { removeLaunchTemplate, writeLaunchTemplate } from "#simulator/drs/launch-template.ts";
import type { LaunchSettings } from "#simulator/drs/settings-records.ts";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import {
  changeTemplate,
  launchedNamed,
  paymentsRegion,
  serverNamed,
  templateData,
  templateIdOf,
} from "./test-launches.ts";

describe("launch templates", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  async function create(LaunchTemplateName: string): Promise<string> {
    const LaunchTemplateData = { InstanceType: "m5.large", KeyName: "one" } as const;
    const { LaunchTemplate } = await bench
      .ec2()
      .send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
    return LaunchTemplate?.LaunchTemplateId ?? "";
  }

  async function versionsOf(
    input: { LaunchTemplateId?: string; LaunchTemplateName?: string } & Record<string, unknown>,
  ) {
    const { LaunchTemplateVersions = [] } = await bench.ec2().send(new DescribeLaunchTemplateVersionsCommand(input));
    return LaunchTemplateVersions;
  }

  const numbers = (versions: LaunchTemplateVersion[]) => versions.map((each) => each.VersionNumber);

  test("a new version has the source version's parameters where it names none", async () => {
    const LaunchTemplateId = await create("inherit");
    const ec2 = bench.ec2();
    const LaunchTemplateData = { InstanceType: "r6i.large" } as const;
    const version = { LaunchTemplateId, LaunchTemplateData, VersionDescription: "bigger" };
    await ec2.send(new CreateLaunchTemplateVersionCommand({ ...version, SourceVersion: "1" }));
    await ec2.send(new CreateLaunchTemplateVersionCommand(version));
    const [bare, inherited] = await versionsOf({ LaunchTemplateId, MinVersion: "2" });
    expect(inherited?.LaunchTemplateData).toEqual({ InstanceType: "r6i.large", KeyName: "one" });
    expect(bare?.LaunchTemplateData).toEqual({ InstanceType: "r6i.large" });
    expect([inherited?.VersionDescription, inherited?.DefaultVersion]).toEqual(["bigger", false]);
  });

  test("versions are found by number, word and range, and the default one is chosen", async () => {
    const LaunchTemplateId = await create("versions");
    const LaunchTemplateName = "versions";
    const LaunchTemplateData = { InstanceType: "m5.xlarge" } as const;
    const ec2 = bench.ec2();
    for (let made = 0; made < 3; made += 1) {
      await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
    }
    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateName, DefaultVersion: "2" }));
    expect(numbers(await versionsOf({ LaunchTemplateName }))).toEqual([4, 3, 2, 1]);
    expect(numbers(await versionsOf({ LaunchTemplateId, Versions: ["$Default", "$Latest", "1"] }))).toEqual([4, 2, 1]);
    expect(numbers(await versionsOf({ LaunchTemplateId, MinVersion: "2", MaxVersion: "3" }))).toEqual([3, 2]);
    const { LaunchTemplates } = await ec2.send(
      new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: [LaunchTemplateName] }),
    );
    expect(LaunchTemplates).toMatchObject([{ DefaultVersionNumber: 2, LatestVersionNumber: 4 }]);
    const deletion = new DeleteLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ["2", "4", "9"] });
    const deleted = await ec2.send(deletion);
    expect(deleted.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ VersionNumber: 4, LaunchTemplateName }]);
    expect(
      deleted.UnsuccessfullyDeletedLaunchTemplateVersions?.map((each) => [
        each.VersionNumber,
        each.ResponseError?.Code,
      ]),
    ).toEqual([
      [2, "unexpectedError"],
      [9, "launchTemplateVersionDoesNotExist"],
    ]);
    const next = await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
    expect(next.LaunchTemplateVersion?.VersionNumber).toBe(5);
  });

  test("a repeated request with the same client token makes nothing new", async () => {
    const LaunchTemplateData = { KeyName: "one" };
    const request = { LaunchTemplateName: "once", LaunchTemplateData, ClientToken: "token-1" };
    const ids = [];
    for (let sent = 0; sent < 2; sent += 1) {
      const { LaunchTemplate } = await bench.ec2().send(new CreateLaunchTemplateCommand(request));
      ids.push(LaunchTemplate?.LaunchTemplateId);
    }
    expect(ids[1]).toBe(ids[0]);
    const again = bench.ec2().send(new CreateLaunchTemplateCommand({ ...request, ClientToken: "token-2" }));
    expect((await refusal(again)).name).toBe("InvalidLaunchTemplateName.AlreadyExistsException");
    const spaced = bench.ec2().send(new CreateLaunchTemplateCommand({ ...request, LaunchTemplateName: "not so" }));
    expect((await refusal(spaced)).name).toBe("InvalidLaunchTemplateName.MalformedException");
  });

  test.each([
    [{ LaunchTemplateId: "lt-0123456789abcdef0" }, "InvalidLaunchTemplateId.NotFound"],
    [{ LaunchTemplateId: "lt-what" }, "InvalidLaunchTemplateId.Malformed"],
    [{ LaunchTemplateName: "nobody" }, "InvalidLaunchTemplateName.NotFoundException"],
    [{ LaunchTemplateName: "nobody", LaunchTemplateId: "lt-0123456789abcdef0" }, "InvalidParameterCombination"],
    [{}, "MissingParameter"],
  ])("%j is refused with %s", async (input, name) => {
    expect((await refusal(versionsOf(input))).name).toBe(name);
  });

  test("a version that is not there is refused", async () => {
    const LaunchTemplateId = templateIdOf(bench, "pay-mq-01");
    const missing = await refusal(versionsOf({ LaunchTemplateId, Versions: ["7"] }));
    expect(missing).toMatchObject({ name: "InvalidLaunchTemplateId.VersionNotFound", status: 400 });
    const word = await refusal(versionsOf({ LaunchTemplateId, Versions: ["$Newest"] }));
    expect(word.name).toBe("InvalidParameterValue");
  });

  test("every source server has one, which is found by page, tag and the word $Default", async () => {
    const pages = paginateDescribeLaunchTemplates(
      { client: bench.ec2(), pageSize: 5 },
      { Filters: [{ Name: "tag:AWSElasticDisasterRecoveryManaged", Values: ["drs.amazonaws.com"] }] },
    );
    const names: string[] = [];
    for await (const page of pages) {
      expect(page.LaunchTemplates?.length).toBeLessThanOrEqual(5);
      names.push(...(page.LaunchTemplates ?? []).map((each) => each.LaunchTemplateName ?? ""));
    }
    expect(new Set(names).size).toBe(paymentsRegion(bench).drs.sourceServers.size);
    const defaults = await versionsOf({ Versions: ["$Default"] });
    expect(defaults.length).toBeGreaterThanOrEqual(names.length);
  });

  describe("of DRS", () => {
    const write = (hostname: string, settings: Partial<LaunchSettings>) => {
      const [here, server] = [paymentsRegion(bench), serverNamed(bench, hostname)];
      return writeLaunchTemplate(here, server, { ...launchSettingsOf(here, server), ...settings });
    };

    test("are written over from the default version when launch settings change", async () => {
      const id = templateIdOf(bench, "pay-app-03");
      const [primary] = (await templateData(bench.ec2(), id))?.NetworkInterfaces ?? [];
      const NetworkInterfaces = [
        { DeviceIndex: 0, SubnetId: primary?.SubnetId ?? "", PrivateIpAddress: "10.20.0.77" },
        { DeviceIndex: 1, SubnetId: primary?.SubnetId ?? "" },
      ];
      await changeTemplate(bench.ec2(), id, { NetworkInterfaces, InstanceType: "c5.large", KeyName: "dr-recovery" });
      const LaunchTemplateData = { KeyName: "not the default" };
      await bench.ec2().send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId: id, LaunchTemplateData }));
      write("pay-app-03", { targetInstanceTypeRightSizingMethod: "BASIC", osByol: true });
      const data = await templateData(bench.ec2(), id);
      expect(data).toMatchObject({
        InstanceType: "m6i.xlarge",
        KeyName: "dr-recovery",
        Placement: { Tenancy: "host" },
      });
      expect(data?.NetworkInterfaces?.map((each) => [each.DeviceIndex, each.PrivateIpAddress])).toEqual([
        [0, undefined],
        [1, undefined],
      ]);
      expect(await templateData(bench.ec2(), id, "$Latest")).toEqual(data);
    });

    test("hold the source's address with copyPrivateIp", async () => {
      write("pay-app-04", { copyPrivateIp: true });
      const data = await templateData(bench.ec2(), templateIdOf(bench, "pay-app-04"));
      expect(data?.NetworkInterfaces?.[0]?.PrivateIpAddress).toBe(serverNamed(bench, "pay-app-04").privateIp);
      expect(data?.InstanceType).toBe("m6i.xlarge");
    });

    test("come back with their defaults when DRS needs one that was deleted", async () => {
      const LaunchTemplateId = templateIdOf(bench, "pay-app-05");
      await changeTemplate(bench.ec2(), LaunchTemplateId, { InstanceType: "c5.large" });
      await bench.ec2().send(new DeleteLaunchTemplateCommand({ LaunchTemplateId }));
      expect((await refusal(versionsOf({ LaunchTemplateId }))).name).toBe("InvalidLaunchTemplateId.NotFound");
      expect((await launchedNamed(bench, "pay-app-05")).InstanceType).toBe("m6i.xlarge");
      expect(numbers(await versionsOf({ LaunchTemplateId }))).toEqual([1]);
    });

    test("go with their source server", async () => {
      const { sourceServerId } = serverNamed(bench, "pay-edge-04");
      const LaunchTemplateId = templateIdOf(bench, "pay-edge-04");
      expect(await versionsOf({ LaunchTemplateId })).toHaveLength(1);
      paymentsRegion(bench).drs.sourceServers.delete(sourceServerId);
      removeLaunchTemplate(paymentsRegion(bench), sourceServerId);
      expect((await refusal(versionsOf({ LaunchTemplateId }))).name).toBe("InvalidLaunchTemplateId.NotFound");
    });
  });
});
