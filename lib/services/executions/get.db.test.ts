import { afterAll, beforeAll, expect, test } from "vitest";

import { updateServer, updateWave } from "#lib/db/executions.ts";

import { type TestWorld, testWorld } from "../test-world.ts";
import { getExecution } from "./get.ts";
import { inExecution } from "./locked.ts";
import { addRunningExecution } from "./test-execution.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const LINKS = { homeRegion: "us-east-1", executionArn: () => "arn:aws:states:us-east-1:111111111111:execution:e:g1" };
const ROUNDS = 60;

test("an execution that changes while it is read never contradicts itself", async () => {
  const { id: executionId } = await addRunningExecution(world, {
    waves: [{ status: "AWAITING_DECISION", servers: ["FAILED"] }],
  });
  async function change(isAsking: boolean): Promise<void> {
    await inExecution(world.system, executionId, async (tx) => {
      const wave = { executionId, number: 1 };
      const [server] = await tx.db.executionServer.findMany({ where: { executionId } });
      if (server === undefined) throw new Error("The execution has no server.");
      await updateServer(tx.db, server, { status: isAsking ? "FAILED" : "QUEUED" });
      const asking = { status: "AWAITING_DECISION", decisionSince: tx.now() } as const;
      await updateWave(tx.db, wave, isAsking ? asking : { status: "LAUNCHING", decisionSince: null });
    });
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    const changes = change(round % 2 === 0).then(() => change(round % 2 === 1));
    const [seen] = await Promise.all([getExecution(world.system, executionId, LINKS), changes]);
    const [wave] = seen.waves;
    const isAsking = wave?.status === "AWAITING_DECISION";
    expect(seen.wavesToDecide).toEqual(isAsking ? [1] : []);
    expect(wave?.decisionSince !== null).toBe(isAsking);
    expect(wave?.servers[0]?.status).toBe(isAsking ? "FAILED" : "QUEUED");
    expect(seen.servers.failed).toBe(isAsking ? 1 : 0);
  }
});
