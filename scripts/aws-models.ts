import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * Cuts AWS's service models down to what the simulator speaks: `node scripts/aws-models.ts FOLDER`, where FOLDER is the `data` folder
 * of an unpacked botocore wheel (Apache-2.0, https://github.com/boto/botocore). Documentation and what we do not serve are left out.
 */
const OPERATIONS: Record<string, string> = {
  drs: `CreateLaunchConfigurationTemplate CreateReplicationConfigurationTemplate DeleteJob DeleteLaunchAction
    DeleteLaunchConfigurationTemplate DeleteRecoveryInstance DeleteReplicationConfigurationTemplate DeleteSourceServer
    DescribeJobLogItems DescribeJobs DescribeLaunchConfigurationTemplates DescribeRecoveryInstances DescribeRecoverySnapshots
    DescribeReplicationConfigurationTemplates DescribeSourceServers DisconnectRecoveryInstance DisconnectSourceServer
    GetFailbackReplicationConfiguration GetLaunchConfiguration GetReplicationConfiguration InitializeService ListLaunchActions
    ListTagsForResource PutLaunchAction RetryDataReplication ReverseReplication StartFailbackLaunch StartRecovery
    StartReplication StopFailback StopReplication TagResource TerminateRecoveryInstances UntagResource
    UpdateFailbackReplicationConfiguration UpdateLaunchConfiguration UpdateLaunchConfigurationTemplate
    UpdateReplicationConfiguration UpdateReplicationConfigurationTemplate`,
  ec2: `CreateLaunchTemplate CreateLaunchTemplateVersion CreateTags DeleteLaunchTemplate DeleteLaunchTemplateVersions DeleteTags
    DescribeAccountAttributes DescribeAvailabilityZones DescribeInstanceAttribute DescribeInstanceStatus
    DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeInstances DescribeKeyPairs DescribeLaunchTemplateVersions
    DescribeLaunchTemplates DescribeNetworkInterfaces DescribeRegions DescribeRouteTables DescribeSecurityGroups DescribeSubnets
    DescribeTags DescribeVolumes DescribeVpcs ModifyInstanceAttribute ModifyLaunchTemplate StartInstances StopInstances
    TerminateInstances`,
  sts: "AssumeRole GetCallerIdentity",
  stepfunctions: `CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity DeleteStateMachine
    DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity DescribeExecution DescribeStateMachine
    DescribeStateMachineAlias DescribeStateMachineForExecution GetActivityTask GetExecutionHistory ListActivities ListExecutions
    ListStateMachineAliases ListStateMachineVersions ListStateMachines ListTagsForResource PublishStateMachineVersion
    RedriveExecution SendTaskFailure SendTaskHeartbeat SendTaskSuccess StartExecution StopExecution TagResource UntagResource
    UpdateStateMachine UpdateStateMachineAlias ValidateStateMachineDefinition`,
  ssm: `CancelCommand DescribeAutomationExecutions DescribeAutomationStepExecutions DescribeDocument DescribeInstanceInformation
    GetAutomationExecution GetCommandInvocation ListCommandInvocations ListCommands SendAutomationSignal SendCommand
    StartAutomationExecution StopAutomationExecution`,
  lambda: "GetFunction Invoke ListFunctions",
  sns: "CreateTopic DeleteTopic GetTopicAttributes ListTopics Publish",
  "service-quotas": "GetAWSDefaultServiceQuota GetServiceQuota ListAWSDefaultServiceQuotas ListServiceQuotas",
  iam: "GetInstanceProfile GetRole SimulatePrincipalPolicy",
  route53: `ChangeResourceRecordSets GetChange GetHostedZone ListHostedZonesByName ListResourceRecordSets`,
  cloudwatch: "DeleteAlarms DescribeAlarms PutMetricAlarm SetAlarmState",
};

type Json = Record<string, unknown>;
type Model = { metadata: Json; operations: Record<string, Json>; shapes: Record<string, Json> };

const NOT_NEEDED = new Set(
  "documentation documentationUrl deprecated deprecatedMessage deprecatedSince sensitive box synthetic idempotencyToken exception fault error name authtype auth endpoint endpointdiscovery httpChecksum idempotent staticContextParams contextParam hostLabel errors wrapper eventstream internalonly examples xmlOrder readonly".split(
    " ",
  ),
);
const METADATA = ["apiVersion", "jsonVersion", "serviceId", "targetPrefix", "xmlNamespace"];

function strip(value: unknown, isNameTable = false): unknown {
  if (Array.isArray(value)) return value.map((each) => strip(each));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isNameTable || !NOT_NEEDED.has(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, strip(each, key === "members")]));
}

function shapesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shapesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === "shape" && typeof each === "string" ? [each] : shapesOf(each),
  );
}

function cut(model: Model, names: string[]): Model {
  const operations = Object.fromEntries(names.map((name) => [name, strip(required(model.operations, name)) as Json]));
  const shapes: Record<string, Json> = {};
  const pending = shapesOf(Object.values(operations));
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (shapes[name]) continue;
    shapes[name] = strip(required(model.shapes, name)) as Json;
    pending.push(...shapesOf(shapes[name]));
  }
  const metadata = Object.fromEntries(
    METADATA.flatMap((key) => (key in model.metadata ? [[key, model.metadata[key]]] : [])),
  );
  return { metadata, operations, shapes };
}

function required<Value>(table: Record<string, Value>, name: string): Value {
  const found = table[name];
  if (!found) throw new Error(`The model has no ${name}`);
  return found;
}

/** One operation or shape a line, by name, so that a new version shows what changed. */
function toText({ metadata, operations, shapes }: Model): string {
  const lines = (table: Record<string, Json>) =>
    Object.entries(table)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(",\n");
  return `{"metadata":${JSON.stringify(metadata)},\n"operations":{\n${lines(operations)}\n},\n"shapes":{\n${lines(shapes)}\n}}\n`;
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Usage: node scripts/aws-models.ts BOTOCORE_DATA_FOLDER");
for (const [service, names] of Object.entries(OPERATIONS)) {
  const version = readdirSync(join(folder, service)).sort().at(-1) ?? "";
  const packed = readFileSync(join(folder, service, version, "service-2.json.gz"));
  const model = JSON.parse(gunzipSync(packed).toString("utf8")) as Model;
  writeFileSync(join("simulator/models", `${service}.json`), toText(cut(model, names.trim().split(/\s+/))));
}
