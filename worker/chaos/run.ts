import { setTimeout as delay } from "node:timers/promises";

import { AppError } from "#lib/domain/errors.ts";
import { startExecution } from "#lib/services/executions/start.ts";
import { describeError } from "#scripts/stack/failure.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { deployEngine, type EngineDeployment } from "../testing/engine-deployment.ts";
import { checkRun } from "./checks/all.ts";
import { gatherCrew } from "./crew.ts";
import { disturb, type Stage } from "./disturb.ts";
import type { Facts, Violation } from "./facts.ts";
import type { Ground } from "./ground.ts";
import { playOperator } from "./operator.ts";
import { randomOf } from "./random.ts";
import { readAws } from "./read-aws.ts";
import { readExecutions, readLeases } from "./read-database.ts";
import type { Scenario, ScenarioStart } from "./scenario.ts";
import { type StagedPlan, type StagedPlans, stagePlans } from "./stage-plan.ts";

/** What an execution may need, with every worker lost once and every wave decided several times. */
const PATIENCE_SECONDS = 120;
/** A job that is stuck holds its servers for ever, and DRS has no call to end it: after this time people give up. */
const GIVING_UP_SECONDS = 50;
/** What workers and Step Functions may need to tidy up behind the last execution, clean-ups included. */
const QUIET_SECONDS = 60;
const START_SECONDS = 15;

export type RunReport = {
  scenario: Scenario;
  seconds: number;
  violations: Violation[];
  /** Worth a look, and no broken promise. */
  notices: string[];
  /** How each execution ended and which disturbances came. */
  story: string[];
  facts: Facts;
};

/** Plays a scenario with real processes from an empty database to the last answer, and checks what is left. */
export async function runScenario(ground: Ground, scenario: Scenario): Promise<RunReport> {
  const deployment = await deployEngine({ speed: scenario.speed });
  try {
    return await play(ground, deployment, scenario);
  } finally {
    await deployment.close();
  }
}

async function play(ground: Ground, deployment: EngineDeployment, scenario: Scenario): Promise<RunReport> {
  const crew = gatherCrew(deployment, scenario.notify);
  for (let number = 1; number <= scenario.workers; number += 1) await crew.hire();
  const staged = await stagePlans(deployment.ctx, scenario);
  await addFaults(deployment, scenario, staged);
  const operator = playOperator(deployment, randomOf(scenario.seed, "operator"));
  const over = new AbortController();
  const startedAt = performance.now();
  const stage = { ground, deployment, crew, operator, random: randomOf(scenario.seed, "choices"), over: over.signal };
  const disturbing = scenario.disturbances.map((each) =>
    disturb(stage, each).catch((error: unknown) => `${JSON.stringify(each)} went wrong: ${describeError(error)}`),
  );
  const starts = await startAll(stage, scenario, staged);
  await settled(stage).catch(() => undefined);
  over.abort();
  const disturbed = (await Promise.all(disturbing)).filter((told) => told !== null);
  await quiet(stage).catch(() => undefined);
  const facts = await readFacts(stage, scenario);
  await operator.stop();
  const left = await crew.dismiss();
  return {
    scenario,
    seconds: (performance.now() - startedAt) / 1000,
    violations: [...checkRun(facts), ...left.map((detail) => ({ rule: "workers leave nothing behind", detail }))],
    notices: [...starts, ...operator.refusals(), ...crew.complaints()],
    story: [
      ...facts.executions.map(({ type, status, generation }) => `${type} ${status} g${generation}`),
      ...disturbed,
    ],
    facts,
  };
}

async function addFaults({ aws }: EngineDeployment, scenario: Scenario, { servers }: StagedPlans): Promise<void> {
  for (const { server, rule } of scenario.faults) {
    const sourceServerId = server === undefined ? undefined : servers[server]?.sourceServerId;
    await aws.addFault({ ...rule, ...(sourceServerId !== undefined && { sourceServerId }) });
  }
}

/** Starts what the scenario wants, each from a plan of its own. Answers what the product said no to. */
async function startAll(stage: Stage, { starts }: Scenario, { plans }: StagedPlans): Promise<string[]> {
  const refused: string[] = [];
  for (const [index, start] of starts.entries()) {
    await delay(start.delaySeconds * 1000);
    const plan = plans[index] ?? plans[0];
    if (start.when === "after") await settled(stage).catch(() => undefined);
    const refusal = await tryStart(stage, plan, start);
    if (refusal === null) continue;
    refused.push(`start of ${start.type} refused: ${refusal}`);
    if (start.when !== "during") continue;
    await settled(stage).catch(() => undefined);
    const again = await tryStart(stage, plan, start);
    if (again !== null) refused.push(`start of ${start.type} refused again: ${again}`);
  }
  return refused;
}

/** Null when it was started; else the code of the refusal. The database and Step Functions may be away for a while. */
async function tryStart({ deployment }: Stage, plan: StagedPlan, { type }: ScenarioStart): Promise<string | null> {
  const { ctx, trigger } = deployment;
  const answer = await waitUntil(
    async () => {
      try {
        return await startExecution(ctx, { planId: plan.id, type, confirm: plan.name });
      } catch (error) {
        if (error instanceof AppError && error.code !== "UNAVAILABLE") return error;
        return undefined;
      }
    },
    { what: `The ${type} could not be started`, seconds: START_SECONDS, everyMilliseconds: 200 },
  );
  if (answer instanceof AppError) return answer.code;
  // The sweep repeats a trigger that did not get through.
  await trigger.start(answer).catch(() => undefined);
  return null;
}

/** Until every execution has ended. */
async function settled({ deployment, crew, operator }: Stage): Promise<void> {
  const { ctx } = deployment;
  const givenUpAt = performance.now() + GIVING_UP_SECONDS * 1000;
  await waitUntil(
    async () => {
      await crew.keepManned();
      if (performance.now() > givenUpAt) await operator.cancel();
      const open = await ctx.db.execution.count({ where: { endedAt: null } }).catch(() => 1);
      return open === 0;
    },
    { what: "The executions did not end", seconds: PATIENCE_SECONDS, everyMilliseconds: 200 },
  );
}

/** Until nothing moves any more: tasks are answered, clean-ups and state machines have ended. */
async function quiet({ deployment, crew }: Stage): Promise<void> {
  const { aws, ctx } = deployment;
  await aws.clearFaults();
  await waitUntil(
    async () => {
      await crew.keepManned();
      const tasks = await ctx.db.stepTask.count({ where: { sentAt: null } });
      const cleanups = await ctx.db.cleanup.count({ where: { endedAt: null } });
      const { stateMachines } = await readAws(aws.url);
      return tasks + cleanups === 0 && stateMachines.every(({ status }) => status !== "RUNNING");
    },
    { what: "Something went on", seconds: QUIET_SECONDS, everyMilliseconds: 200 },
  );
}

async function readFacts({ deployment, crew, operator }: Stage, { cleanup }: Scenario): Promise<Facts> {
  const { db } = deployment.ctx;
  const [executions, leases, aws] = await Promise.all([
    readExecutions(db),
    readLeases(db),
    readAws(deployment.aws.url),
  ]);
  const drills = cleanup ? executions.filter(({ type }) => type === "DRILL") : [];
  const asked = { ...operator.asked, cleanups: drills.map(({ id }) => ({ executionId: id })) };
  return { executions, leases, aws, asked, at: new Date(), liveWorkers: crew.pids() };
}
