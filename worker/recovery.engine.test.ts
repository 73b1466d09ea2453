import { afterAll, beforeAll, expect, test } from "vitest";

import { startExecution } from "#lib/services/executions/start.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterAll(() => bench.close());

test("a recovery launches for real, once confirmed, and a drill over it is refused by name", async () => {
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  const recovery = { planId: plan.id, type: "RECOVERY" } as const;
  await expect(startExecution(bench.ctx, recovery)).rejects.toMatchObject({ code: "CONFIRMATION_REQUIRED" });

  const { name } = await bench.ctx.db.recoveryPlan.findUniqueOrThrow({ where: { id: plan.id } });
  const run = await startExecution(bench.ctx, { ...recovery, confirm: name });
  await bench.trigger.start(run);
  expect((await bench.untilEnded(run.executionId)).status).toBe("COMPLETED");
  const [call] = await bench.aws.calls("StartRecovery");
  expect(call?.request).toMatchObject({ isDrill: false });

  const refusal = await startExecution(bench.ctx, { planId: plan.id, type: "DRILL" }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "LIVE_RECOVERY_EXISTS",
    conflicts: expect.arrayContaining(
      servers.map(({ hostname }) => expect.objectContaining({ name: hostname }) as object),
    ) as object,
  });
});
