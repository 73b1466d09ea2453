import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";

import { createAccountSessions, type SessionCredentials } from "#lib/aws/account-session.ts";
import { findAccountAccess } from "#lib/db/account-access.ts";
import { listEvents } from "#lib/db/execution-events.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { getExecution } from "#lib/services/executions/get.ts";
import { reviveExecution } from "#lib/services/executions/revive.ts";
import { startExecution } from "#lib/services/executions/start.ts";
import { HOME_REGION } from "#scripts/stack/environment.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { deployEngine, type EngineDeployment, type EngineOptions } from "./engine-deployment.ts";
import { createPlan, freeServers, PATIENCE_SECONDS, type PlanOptions, type Servers } from "./plans.ts";

export type EngineBench = Omit<EngineDeployment, "links"> & {
  freeServers: (count: number) => Promise<Servers>;
  /** The same where no worker is to run: one reads the inventory and leaves. */
  freeServersNow: (count: number) => Promise<Servers>;
  createPlan: (waves: readonly (readonly SourceServerView[])[], options?: PlanOptions) => Promise<{ id: string }>;
  start: (planId: string) => Promise<string>;
  /** As if the process died between the commit and the trigger. */
  startWithoutTrigger: (planId: string) => Promise<string>;
  view: (executionId: string) => Promise<ExecutionView>;
  /** Resolves with the execution when the condition holds. */
  until: (executionId: string, what: string, condition: (view: ExecutionView) => boolean) => Promise<ExecutionView>;
  /** Until the first wave's job is on record. */
  untilLaunched: (executionId: string) => Promise<ExecutionView>;
  untilEnded: (executionId: string) => Promise<ExecutionView>;
  /** The same, reviving the execution whenever its state machine has stopped. */
  reviveUntilEnded: (executionId: string) => Promise<ExecutionView>;
  untilStateMachineEnded: (executionArn: string) => Promise<void>;
  untilInstanceLive: (server: SourceServerView) => Promise<void>;
  /** Until the sweep has gone round so many times. */
  untilSwept: (times: number) => Promise<void>;
  /** Servers that an execution still has. */
  openLeases: () => Promise<number>;
  eventKinds: (executionId: string) => Promise<string[]>;
  /** What Step Functions wrote down of the execution's current state machine, in its own event types. */
  historyTypes: (executionId: string) => Promise<string[]>;
  /** Stops the state machine as somebody in the AWS console would. */
  stopStateMachine: (executionId: string) => Promise<void>;
  credentialsFor: (accountId: string) => Promise<SessionCredentials>;
};

export async function openEngineBench(options: EngineOptions = {}): Promise<EngineBench> {
  const deployment = await deployEngine(options);
  const { aws, ctx, trigger, links } = deployment;
  const view = (executionId: string) => getExecution(ctx, executionId, links);

  const until: EngineBench["until"] = (executionId, what, condition) =>
    waitUntil(
      async () => {
        const seen = await view(executionId);
        return condition(seen) ? seen : undefined;
      },
      { what, seconds: PATIENCE_SECONDS, everyMilliseconds: 100 },
    );

  return {
    ...deployment,
    ...stepFunctionsOf(deployment),
    view,
    until,
    untilLaunched: (id) =>
      until(
        id,
        "No job was recorded",
        (seen) => seen.waves[0]?.launches.some((launch) => launch.jobId !== null) === true,
      ),
    untilEnded: (id) => until(id, "The execution did not end", (seen) => seen.endedAt !== null),
    async reviveUntilEnded(id) {
      for (;;) {
        const isOver = (seen: ExecutionView) => seen.endedAt !== null || seen.engine.state === "STOPPED";
        const seen = await until(id, "The execution neither ended nor stopped", isOver);
        if (seen.endedAt !== null) return seen;
        await trigger.start(await reviveExecution(ctx, { executionId: id, comment: "again" }));
      }
    },
    freeServers: (count) => freeServers(ctx, count),
    async freeServersNow(count) {
      const reader = await deployment.startWorker();
      const servers = await freeServers(ctx, count);
      await reader.stop();
      return servers;
    },
    createPlan: (waves, options) => createPlan(ctx, waves, options),
    async start(planId) {
      const run = await startExecution(ctx, { planId, type: "DRILL" });
      await trigger.start(run);
      return run.executionId;
    },
    async startWithoutTrigger(planId) {
      return (await startExecution(ctx, { planId, type: "DRILL" })).executionId;
    },
    async untilInstanceLive({ sourceServerId }) {
      await waitUntil(async () => (await aws.instancesOf(sourceServerId)).length > 0, {
        what: "No recovery instance appeared",
        seconds: PATIENCE_SECONDS,
      });
    },
    async untilSwept(times) {
      const first = await sweptAt(ctx.db);
      const seen = new Set([first]);
      await waitUntil(async () => seen.add(await sweptAt(ctx.db)).size > times, {
        what: "The sweep does not go round",
        seconds: PATIENCE_SECONDS,
        everyMilliseconds: 100,
      });
    },
    openLeases: () => ctx.db.executionServer.count({ where: { releasedAt: null } }),
    async eventKinds(executionId) {
      const events = await listEvents(ctx.db, { executionId, after: 0, limit: 1000 });
      return events.map((event) => event.kind);
    },
    async credentialsFor(accountId) {
      const access = await findAccountAccess(ctx.db, accountId);
      if (access === null) throw new Error(`Account ${accountId} is not registered.`);
      return createAccountSessions({ homeRegion: HOME_REGION, endpoint: aws.url }).fresh(access);
    },
  };
}

async function sweptAt(db: EngineDeployment["ctx"]["db"]): Promise<number> {
  const lease = await db.lease.findUnique({ where: { name: "sweep" } });
  return lease?.renewedAt.getTime() ?? 0;
}

function stepFunctionsOf({ aws, ctx, trigger }: EngineDeployment) {
  const client = new SFNClient({ region: HOME_REGION, endpoint: aws.url });

  async function executionArn(executionId: string): Promise<string> {
    const { generation, contract } = await ctx.db.execution.findUniqueOrThrow({ where: { id: executionId } });
    return trigger.executionArn({ executionId, generation, contract });
  }

  return {
    async historyTypes(executionId: string): Promise<string[]> {
      const command = new GetExecutionHistoryCommand({
        executionArn: await executionArn(executionId),
        maxResults: 1000,
      });
      return ((await client.send(command)).events ?? []).flatMap((event) => event.type ?? []);
    },
    async untilStateMachineEnded(arn: string): Promise<void> {
      await waitUntil(
        async () => (await client.send(new DescribeExecutionCommand({ executionArn: arn }))).status !== "RUNNING",
        { what: "The state machine did not end", seconds: PATIENCE_SECONDS },
      );
    },
    async stopStateMachine(executionId: string): Promise<void> {
      await client.send(new StopExecutionCommand({ executionArn: await executionArn(executionId) }));
    },
  };
}
