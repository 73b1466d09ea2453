import type { Call } from "../operation.ts";

/** What the members of requests name; `{}` stands for account and Region. */
const ARNS: Record<string, (id: string) => string> = {
  sourceServerID: (id) => `arn:aws:drs:{}:source-server/${id}`,
  sourceServerIDs: (id) => `arn:aws:drs:{}:source-server/${id}`,
  jobID: (id) => `arn:aws:drs:{}:job/${id}`,
  recoveryInstanceID: (id) => `arn:aws:drs:{}:recovery-instance/${id}`,
  recoveryInstanceIDs: (id) => `arn:aws:drs:{}:recovery-instance/${id}`,
  InstanceId: (id) => `arn:aws:ec2:{}:instance/${id}`,
  InstanceIds: (id) => `arn:aws:ec2:{}:instance/${id}`,
  LaunchTemplateId: (id) => `arn:aws:ec2:{}:launch-template/${id}`,
  DocumentName: (id) => (id.startsWith("arn:") ? id : `arn:aws:ssm:{}:document/${id}`),
  AutomationExecutionId: (id) => `arn:aws:ssm:{}:automation-execution/${id}`,
  FunctionName: (id) => (id.startsWith("arn:") ? id : `arn:aws:lambda:{}:function:${id}`),
  HostedZoneId: (id) => `arn:aws:route53:::hostedzone/${id}`,
  AlarmName: (id) => `arn:aws:cloudwatch:{}:alarm:${id}`,
  AlarmNames: (id) => `arn:aws:cloudwatch:{}:alarm:${id}`,
};

/** Members that hold an ARN already. */
const IS_ARN = /^(?:resourceArn|TopicArn|TargetArn|RoleArn|PolicySourceArn|stateMachineArn|executionArn|activityArn)$/;

/** ARNs of what a request is about, as its members name it; `*` when they name nothing. */
export function resourcesOf({ accountId, region }: Call, input: unknown): string[] {
  const found = new Set(namedIn("", input));
  if (found.size === 0) return ["*"];
  return [...found].map((arn) => arn.replace("{}", `${region}:${accountId}`));
}

function namedIn(member: string, value: unknown): string[] {
  if (typeof value === "string") return IS_ARN.test(member) ? [value] : [ARNS[member]?.(value) ?? ""].filter(Boolean);
  if (Array.isArray(value)) return value.flatMap((each) => namedIn(member, each));
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === "AliasTarget" ? [] : namedIn(name, each)));
}
