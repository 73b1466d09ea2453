import { DescribeInstancesCommand, EC2Client, TerminateInstancesCommand } from "@aws-sdk/client-ec2";

import type { Cleanup } from "#lib/db/cleanups.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { startExecution } from "#lib/services/executions/start.ts";

import type { EngineBench } from "./engine-bench.ts";

/** Starts a drill of these servers in one wave. `cleanupMinutes` null: what it launches stays until somebody asks. */
export async function startDrill(
  bench: EngineBench,
  servers: readonly SourceServerView[],
  cleanupMinutes: number | null,
): Promise<string> {
  const plan = await bench.createPlan([servers]);
  const run = await startExecution(bench.ctx, { planId: plan.id, type: "DRILL", cleanupMinutes });
  await bench.trigger.start(run);
  return run.executionId;
}

/** Starts a recovery by a plan, confirmed. */
export async function startRecovery(bench: EngineBench, planId: string): Promise<string> {
  const { name } = await bench.ctx.db.recoveryPlan.findUniqueOrThrow({ where: { id: planId } });
  const run = await startExecution(bench.ctx, { planId, type: "RECOVERY", confirm: name });
  await bench.trigger.start(run);
  return run.executionId;
}

export async function untilCleaned(bench: EngineBench, executionId: string): Promise<ExecutionView> {
  return bench.until(executionId, "The clean-up was not done", (seen) => seen.cleanup.status === "DONE");
}

export async function cleanupRow(bench: EngineBench, executionId: string): Promise<Cleanup> {
  return bench.ctx.db.cleanup.findFirstOrThrow({ where: { executionId }, orderBy: { number: "desc" } });
}

/** The EC2 of an account and Region, as somebody beside the product uses it. */
export async function ec2Of(
  bench: EngineBench,
  { accountId, region }: Pick<SourceServerView, "accountId" | "region">,
): Promise<EC2Client> {
  return new EC2Client({ region, endpoint: bench.aws.url, credentials: await bench.credentialsFor(accountId) });
}

export async function instanceOf(ec2: EC2Client, instanceId: string) {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  return Reservations?.[0]?.Instances?.[0];
}

export async function terminateInEc2(ec2: EC2Client, instanceId: string): Promise<void> {
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
}

/** Somebody else has DRS launch these servers. */
export async function startOthersDrill(bench: EngineBench, servers: readonly SourceServerView[]): Promise<void> {
  const sourceServerIds = servers.map((server) => server.sourceServerId);
  const response = await fetch(`${bench.aws.url}/_control/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sourceServerIds, isDrill: true }),
  });
  if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
}

/** The ids in every TerminateRecoveryInstances call, in order. */
export async function terminationCalls(bench: EngineBench): Promise<string[][]> {
  const calls = await bench.aws.calls("TerminateRecoveryInstances");
  return calls.map(({ request }) => (request as { recoveryInstanceIDs: string[] }).recoveryInstanceIDs);
}

/** Ids of the instances that an execution launched. */
export function instanceIds(view: ExecutionView): string[] {
  return view.waves.flatMap((wave) => wave.servers.flatMap((server) => server.recoveryInstanceId ?? []));
}

export function serverStatuses(view: ExecutionView): string[] {
  return view.waves.flatMap((wave) => wave.servers.map((server) => server.status));
}
