import { DescribeInstanceInformationCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { idsNamed, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { until, type Bench } from "#simulator/test-bench.ts";

type Place = { accountId: string; region: string };

/** Launches the recovery instance of a server, without waiting for its agent. */
export async function launch(bench: Bench, hostname: string, place?: Place): Promise<string> {
  const drs = bench.drs(place);
  const { jobID } = await startJob(drs, await idsNamed(drs, hostname));
  await settledJob(drs, jobID);
  return await launchedInstance(drs, jobID);
}

/** Launches the recovery instance of a server and waits until SSM can reach it. */
export async function launchManaged(bench: Bench, hostname: string, place?: Place): Promise<string> {
  const id = await launch(bench, hostname, place);
  await until(async () => (await pingOf(bench.ssm(place), id)) === "Online");
  return id;
}

/** What SSM says of an instance's agent; undefined when it does not know it. */
export async function pingOf(ssm: SSMClient, instanceId: string): Promise<string | undefined> {
  const Filters = [{ Key: "InstanceIds", Values: [instanceId] }];
  const { InstanceInformationList } = await ssm.send(new DescribeInstanceInformationCommand({ Filters }));
  return InstanceInformationList?.[0]?.PingStatus;
}
