import {
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSubnetsCommand,
  ModifyLaunchTemplateCommand,
  type EC2Client,
  type Instance,
  type RequestLaunchTemplateData,
  type Subnet,
} from "@aws-sdk/client-ec2";
import { launchTemplateIdOf } from "#simulator/drs/ids.ts";
import { launchSettingsOf } from "#simulator/drs/launch-settings.ts";
import type { SourceServer } from "#simulator/drs/records.ts";
import type { LaunchSettings } from "#simulator/drs/settings-records.ts";
import { idsNamed, jobLog, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { PAYMENTS, type Bench } from "#simulator/test-bench.ts";
import { regionState, type RegionState } from "#simulator/world.ts";

/** The state of the account and Region that the bench's clients speak to. */
export function paymentsRegion(bench: Bench): RegionState {
  return regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region);
}

/** The source server of a host name. */
export function serverNamed(bench: Bench, hostname: string): SourceServer {
  const found = [...paymentsRegion(bench).drs.sourceServers.values()].find((each) => each.hostname === hostname);
  if (!found) throw new Error(`No source server ${hostname}`);
  return found;
}

export function templateIdOf(bench: Bench, hostname: string): string {
  return launchTemplateIdOf(serverNamed(bench, hostname).sourceServerId);
}

export function changeSettings(bench: Bench, hostname: string, settings: Partial<LaunchSettings>): void {
  const [here, server] = [paymentsRegion(bench), serverNamed(bench, hostname)];
  here.drs.launchSettings.set(server.sourceServerId, { ...launchSettingsOf(here, server), ...settings });
}

/** Launches one server by a job of its own: what came of it is an instance id, or the raw error in the job's log. */
export async function launchNamed(bench: Bench, hostname: string): Promise<{ instanceId?: string; rawError?: string }> {
  const drs = bench.drs();
  const { jobID } = await startJob(drs, await idsNamed(drs, hostname));
  await settledJob(drs, jobID);
  const log = await jobLog(drs, jobID);
  const end = log.find((each) => ["LAUNCH_END", "LAUNCH_FAILED"].includes(each.event ?? ""));
  const { targetInstanceID: instanceId, rawError } = end?.eventData ?? {};
  return { ...(instanceId !== undefined && { instanceId }), ...(rawError !== undefined && { rawError }) };
}

/** The instance that a launch made, as EC2 shows it. */
export async function launchedNamed(bench: Bench, hostname: string): Promise<Instance & { InstanceId: string }> {
  const { instanceId, rawError } = await launchNamed(bench, hostname);
  if (instanceId === undefined) throw new Error(`Not launched: ${rawError ?? "no error"}`);
  return { ...(await describeInstance(bench.ec2(), instanceId)), InstanceId: instanceId };
}

export async function describeInstance(ec2: EC2Client, InstanceId: string): Promise<Instance> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  const instance = Reservations?.[0]?.Instances?.[0];
  if (!instance) throw new Error(`No instance ${InstanceId}`);
  return instance;
}

/** Writes a new version from the latest one and makes it the default. */
export async function changeTemplate(
  ec2: EC2Client,
  LaunchTemplateId: string,
  LaunchTemplateData: RequestLaunchTemplateData,
): Promise<void> {
  const { LaunchTemplateVersion } = await ec2.send(
    new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, SourceVersion: "$Latest", LaunchTemplateData }),
  );
  const DefaultVersion = String(LaunchTemplateVersion?.VersionNumber);
  await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion }));
}

/** The data of a version of a template. */
export async function templateData(ec2: EC2Client, LaunchTemplateId: string, version = "$Default") {
  const { LaunchTemplateVersions } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [version] }),
  );
  return LaunchTemplateVersions?.[0]?.LaunchTemplateData;
}

/** The subnets for a purpose, by their tag, in the order of their zones. */
export async function subnetsFor(ec2: EC2Client, purpose: string): Promise<(Subnet & { SubnetId: string })[]> {
  const Filters = [{ Name: "tag:Purpose", Values: [purpose] }];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  return Subnets.map((each) => ({ ...each, SubnetId: each.SubnetId ?? "" }));
}
