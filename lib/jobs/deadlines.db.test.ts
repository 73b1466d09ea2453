import { afterAll, beforeAll, expect, test } from "vitest";

import { addRunningExecution } from "#lib/services/executions/test-execution.ts";
import { listExecutionDeliveries } from "#lib/services/notifications/list-deliveries.ts";
import { addChannel } from "#lib/services/notifications/test-channels.ts";
import { NOW, type TestWorld, testWorld } from "#lib/services/test-world.ts";

import { tellDeadlinesAtRisk } from "./deadlines.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

test("a target that comes into danger is told once, by whomever, and with it to channels", async () => {
  await addChannel(world, { events: ["DEADLINE_AT_RISK"] });
  const { id } = await addRunningExecution(world, { waves: [{ status: "LAUNCHING", servers: ["LAUNCHING"] }] });
  await world.db.execution.update({ where: { id }, data: { rtoMinutes: 60 } });
  const after = (minutes: number) => ({ ...world.system, now: () => new Date(NOW.getTime() + minutes * 60_000) });
  const told = async () => (await listExecutionDeliveries(world.as("viewer"), { executionId: id })).items;

  await tellDeadlinesAtRisk(after(47));
  expect(await told()).toEqual([]);
  await Promise.all([tellDeadlinesAtRisk(after(48)), tellDeadlinesAtRisk(after(48))]);
  await tellDeadlinesAtRisk(after(59));
  expect(await told()).toMatchObject([
    {
      kind: "DEADLINE_AT_RISK",
      message: "The recovery time target of 60 min is at risk: 48 min have passed",
      channel: expect.anything() as unknown,
    },
  ]);
});
