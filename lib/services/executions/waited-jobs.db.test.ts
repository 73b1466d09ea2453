import { afterAll, beforeAll, expect, test } from "vitest";

import { waitedJobWords } from "#lib/domain/waited-job.ts";

import { NOW, PLACE, testWorld, type TestWorld } from "../test-world.ts";
import { getExecution } from "./get.ts";
import { addRunningExecution } from "./test-execution.ts";

const LINKS = { homeRegion: "eu-north-1", executionArn: () => "arn:aws:states:eu-north-1:111122223333:execution:m:x" };

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

async function addJob(executionId: string, jobId: string): Promise<void> {
  const claim = { claimedBy: "worker", claimUntil: NOW, requestedAt: NOW };
  await world.db.launch.create({
    data: { ...PLACE, ...claim, executionId, waveNumber: 1, isDrill: true, serverIds: [], jobId },
  });
}

test("a server that waits for a job says whose it is, as far as that is known", async () => {
  const drill = await addRunningExecution(world, { waves: [{ status: "LAUNCHING", servers: ["LAUNCHING"] }] });
  const recovery = await addRunningExecution(world, {
    type: "RECOVERY",
    waves: [{ status: "LAUNCHING", servers: ["QUEUED", "QUEUED", "QUEUED", "QUEUED"] }],
  });
  await addJob(drill.id, "drsjob-drill");
  await addJob(recovery.id, "drsjob-own");
  for (const [index, jobId] of ["drsjob-drill", "drsjob-own", "drsjob-nobody"].entries()) {
    await world.db.executionServer.updateMany({
      where: { executionId: recovery.id, sourceServerId: recovery.servers[0]?.[index] ?? "" },
      data: { error: waitedJobWords(jobId) },
    });
  }
  const { waves } = await getExecution(world.as("viewer"), recovery.id, LINKS);
  expect(waves[0]?.servers.map(({ waitsFor }) => waitsFor)).toMatchObject([
    { jobId: "drsjob-drill", isOwn: false, execution: { id: drill.id, name: "Payments", type: "DRILL" } },
    { jobId: "drsjob-own", isOwn: true, execution: null },
    { jobId: "drsjob-nobody", isOwn: false, execution: null },
    null,
  ]);
});
