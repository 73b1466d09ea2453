import type { AccountRegion } from "./regions.ts";

/** Addresses of the AWS console. They open in the reader's own AWS session. */
function consoleUrl(region: string, path: string): string {
  return `https://${region}.console.aws.amazon.com/${path}`;
}

export function sourceServerUrl(server: AccountRegion & { sourceServerId: string }): string {
  return consoleUrl(server.region, `drs/home?region=${server.region}#/sourceServers/${server.sourceServerId}`);
}

export function drsJobUrl(job: AccountRegion & { jobId: string }): string {
  return consoleUrl(job.region, `drs/home?region=${job.region}#/jobs/${job.jobId}`);
}

export function ec2InstanceUrl(instance: AccountRegion & { instanceId: string }): string {
  return consoleUrl(
    instance.region,
    `ec2/home?region=${instance.region}#InstanceDetails:instanceId=${instance.instanceId}`,
  );
}

export function ec2VolumeUrl(volume: AccountRegion & { volumeId: string }): string {
  return consoleUrl(volume.region, `ec2/home?region=${volume.region}#VolumeDetails:volumeId=${volume.volumeId}`);
}

export function ec2NetworkInterfaceUrl(card: AccountRegion & { networkInterfaceId: string }): string {
  const { region, networkInterfaceId } = card;
  return consoleUrl(region, `ec2/home?region=${region}#NetworkInterface:networkInterfaceId=${networkInterfaceId}`);
}

/** `executionArn` is `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`. */
export function stateMachineExecutionUrl(executionArn: string): string {
  const region = executionArn.split(":")[3] ?? "";
  return consoleUrl(region, `states/home?region=${region}#/v2/executions/details/${encodeURIComponent(executionArn)}`);
}

const WORKER_LOG_GROUP = "/drs-orchestrator/worker";

/** The worker's log lines of one execution, in CloudWatch Logs of the home Region. */
export function executionLogsUrl(homeRegion: string, executionId: string): string {
  const group = encodeURIComponent(encodeURIComponent(WORKER_LOG_GROUP)).replaceAll("%", "$");
  const filter = `$3FfilterPattern$3D${encodeURIComponent(encodeURIComponent(`"${executionId}"`)).replaceAll("%", "$")}`;
  return consoleUrl(
    homeRegion,
    `cloudwatch/home?region=${homeRegion}#logsV2:log-groups/log-group/${group}/log-events${filter}`,
  );
}
