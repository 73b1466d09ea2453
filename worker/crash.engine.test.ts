import { afterEach, beforeEach, expect, test } from "vitest";

import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

async function expectLaunchedOnce(count: number): Promise<void> {
  const launches = [...(await bench.aws.launchesPerServer()).values()];
  expect(launches).toHaveLength(count);
  expect(new Set(launches)).toEqual(new Set([1]));
}

function untilCalled(operation: string, times = 1) {
  return waitUntil(async () => (await bench.aws.calls(operation)).length >= times, {
    what: `AWS did not get ${operation}`,
    seconds: 60,
  });
}

test("a worker killed in the middle of a wave: another one finishes, and each server is launched exactly once", async () => {
  const first = await bench.startWorker();
  const servers = await bench.freeServers(4);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2, 4)]);
  const id = await bench.start(plan.id);
  await bench.untilLaunched(id);
  await first.kill();
  await bench.startWorker();
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  await expectLaunchedOnce(4);
});

test("a worker killed between StartRecovery and the saving of its job: the job is found and adopted", async () => {
  const first = await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  // The call takes effect at once and its reply comes when nobody is there to read it.
  await bench.aws.addFault({
    service: "drs",
    operation: "StartRecovery",
    times: 1,
    effect: { kind: "latency", seconds: 60 },
  });
  const id = await bench.start(plan.id);
  await untilCalled("StartRecovery");
  await first.kill();
  expect((await bench.view(id)).waves[0]?.launches[0]).toMatchObject({ state: "UNRESOLVED", jobId: null });
  await bench.startWorker();
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  expect(await bench.aws.calls("StartRecovery")).toHaveLength(1);
  await expectLaunchedOnce(2);
});

test("a worker killed before its call reached AWS: the call is sent again, once", async () => {
  const first = await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  await bench.aws.addFault({ service: "drs", operation: "StartRecovery", times: 1, effect: { kind: "reset" } });
  // The look for the job is held up, so that the worker dies with the call in doubt.
  await bench.aws.addFault({
    service: "drs",
    operation: "DescribeJobs",
    // The first one reads who else uses the place, before anything is sent.
    nth: 2,
    times: 1,
    effect: { kind: "latency", seconds: 30 },
  });
  const id = await bench.start(plan.id);
  await untilCalled("StartRecovery");
  await first.kill();
  await bench.aws.clearFaults();
  await bench.startWorker();
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  await expectLaunchedOnce(2);
});

test("a reply that is lost: the same worker finds its own job instead of launching again", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  await bench.aws.addFault({ service: "drs", operation: "StartRecovery", times: 1, effect: { kind: "lost-reply" } });
  const id = await bench.start(plan.id);
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  expect(await bench.eventKinds(id)).toContain("launch.in-doubt");
  expect(await bench.aws.calls("StartRecovery")).toHaveLength(1);
  await expectLaunchedOnce(2);
});

test("a worker that is told to stop leaves nothing that has to time out, and the next one goes on", async () => {
  const first = await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  const id = await bench.start(plan.id);
  await bench.untilLaunched(id);
  await first.stop();
  expect((await first.exited).code).toBe(0);
  await bench.startWorker();
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  expect(await bench.historyTypes(id)).not.toContain("ActivityTimedOut");
  await expectLaunchedOnce(2);
});

test("two workers share an execution, with notifications off", async () => {
  await Promise.all([bench.startWorker({ DATABASE_NOTIFY: "off" }), bench.startWorker({ DATABASE_NOTIFY: "off" })]);
  const servers = await bench.freeServers(4);
  const plan = await bench.createPlan(
    servers.map((server) => [server]),
    { dependsOn: [[], [], [], [1, 2, 3]] },
  );
  expect((await bench.untilEnded(await bench.start(plan.id))).status).toBe("COMPLETED");
  await expectLaunchedOnce(4);
});

test("all workers gone for longer than waiting tasks are kept: the next one takes up every wave", async () => {
  const first = await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan(servers.map((server) => [server]));
  const id = await bench.start(plan.id);
  await bench.until(id, "Wave 2 did not wait", (seen) => seen.waves[1]?.status === "WAITING");
  await first.kill();
  await waitUntil(async () => (await bench.historyTypes(id)).includes("ActivityTimedOut"), {
    what: "Step Functions did not give the waiting task up",
    seconds: 60,
    everyMilliseconds: 250,
  });
  await bench.startWorker();
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  await expectLaunchedOnce(2);
});
