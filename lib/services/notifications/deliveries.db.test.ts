import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { claimDeliveries, type DeliveryClaim, endAttempt, readClaimed } from "#lib/db/deliveries.ts";

import { addRunningExecution } from "../executions/test-execution.ts";
import { inExecution, tell } from "../executions/locked.ts";
import { settle } from "../executions/settle.ts";
import { NOW, type TestWorld, testWorld } from "../test-world.ts";
import { deleteChannel } from "./delete.ts";
import { getChannel } from "./get.ts";
import { listChannelDeliveries, listExecutionDeliveries } from "./list-deliveries.ts";
import { addChannel } from "./test-channels.ts";

const STOPPED = { kind: "engine.stopped", severity: "problem", message: "It stopped" } as const;
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterEach(async () => {
  await world.db.delivery.deleteMany();
  await world.db.channel.deleteMany();
});
afterAll(() => world.close());

async function runningExecution(type: "DRILL" | "RECOVERY" = "DRILL"): Promise<string> {
  return (await addRunningExecution(world, { type, waves: [{ status: "LAUNCHING", servers: ["LAUNCHING"] }] })).id;
}

async function stop(executionId: string, times = 1): Promise<void> {
  await inExecution(world.system, executionId, (tx) => tell(tx, ...Array.from({ length: times }, () => STOPPED)));
}

function claim(change: Partial<DeliveryClaim> = {}) {
  const claim = { owner: "one", seconds: 30, at: later(1), limit: 100, lanes: 100, inHand: {}, ...change };
  return claimDeliveries(world.db, claim);
}

describe("what happens in an execution", () => {
  test("is to be told to every channel that wants to know of it, in the transaction that says so", async () => {
    const wants = await addChannel(world, { events: ["ENGINE_STOPPED"] });
    await addChannel(world, { events: ["EXECUTION_ENDED"] });
    await addChannel(world, { isEnabled: false });
    await addChannel(world, { modes: ["RECOVERY"] });
    const id = await runningExecution();
    await stop(id);
    await inExecution(world.system, id, (tx) => tell(tx, { ...STOPPED, kind: "server.failed" }));
    const { items } = await listExecutionDeliveries(world.as("viewer"), { executionId: id });
    expect(items).toMatchObject([
      {
        channel: { id: wants.id, name: wants.name },
        ...{ kind: "ENGINE_STOPPED", executionId: id, eventSeq: 1, message: "It stopped" },
        ...{ status: "PENDING", attempts: 0, nextAttemptAt: NOW.toISOString() },
      },
    ]);
  });

  test("is told to nobody where the transaction comes to nothing", async () => {
    await addChannel(world);
    const id = await runningExecution();
    const failing = inExecution(world.system, id, async (tx) => {
      await tell(tx, STOPPED);
      throw new Error("It comes to nothing.");
    });
    await expect(failing).rejects.toThrow("nothing");
    expect(await world.db.delivery.count()).toBe(0);
  });

  test("of a plan is told to channels of that plan and of all, and without a plan to those of all", async () => {
    const plan = await world.db.recoveryPlan.create({ data: { name: "Payments", nameKey: "payments" } });
    const other = await world.db.recoveryPlan.create({ data: { name: "Web", nameKey: "web" } });
    const [own, all] = [await addChannel(world, { planIds: [plan.id] }), await addChannel(world)];
    await addChannel(world, { planIds: [other.id] });
    const [planned, adHoc] = [await runningExecution(), await runningExecution()];
    await world.db.execution.update({ where: { id: planned }, data: { planId: plan.id } });
    await stop(planned);
    await stop(adHoc);
    const told = async (executionId: string) => {
      const { items } = await listExecutionDeliveries(world.as("viewer"), { executionId });
      return items.map(({ channel }) => channel.id).sort();
    };
    expect(await told(planned)).toEqual([own.id, all.id].sort());
    expect(await told(adHoc)).toEqual([all.id]);
  });

  test("and ends it is told with its outcome; a decision is told when it is asked", async () => {
    await addChannel(world);
    const waves = [{ status: "VERIFYING" as const, servers: ["HEALTHY" as const] }];
    const ended = await addRunningExecution(world, { waves });
    await inExecution(world.system, ended.id, settle);
    const failing = [{ status: "VERIFYING" as const, servers: ["UNHEALTHY" as const] }];
    const asking = await addRunningExecution(world, { waves: failing });
    await inExecution(world.system, asking.id, settle);
    const kinds = async (executionId: string) =>
      (await listExecutionDeliveries(world.as("viewer"), { executionId })).items.map(({ kind, message }) => [
        kind,
        message,
      ]);
    expect(await kinds(ended.id)).toEqual([["EXECUTION_ENDED", "The execution completed"]]);
    expect(await kinds(asking.id)).toEqual([["DECISION_WAITING", 'Wave 1 "Wave 1" needs a decision']]);
  });

  test("is not failed by a channel that is deleted at that moment", async () => {
    const channel = await addChannel(world);
    const id = await runningExecution();
    const results = await Promise.allSettled([stop(id), deleteChannel(world.as("admin"), channel.id), stop(id)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect(await world.db.delivery.count({ where: { status: "PENDING" } })).toBe(0);
  });
});

describe("claims", () => {
  test("give each delivery to one worker, and count the attempt", async () => {
    await addChannel(world);
    await stop(await runningExecution(), 12);
    const [one, two] = await Promise.all([claim({ owner: "one", lanes: 6 }), claim({ owner: "two", lanes: 6 })]);
    expect(new Set([...one, ...two].map(({ id }) => id)).size).toBe(one.length + two.length);
    const rest = await claim({ owner: "three" });
    expect(one.length + two.length + rest.length).toBe(12);
    expect([...one, ...two, ...rest].every(({ attempts }) => attempts === 1)).toBe(true);
    expect(await claim()).toEqual([]);
  });

  test("leave room for other channels beside one that is slow", async () => {
    const [slow, quick] = [await addChannel(world), await addChannel(world)];
    await stop(await runningExecution(), 10);
    const first = await claim({ lanes: 3 });
    expect(first.filter(({ channelId }) => channelId === slow.id)).toHaveLength(3);
    const next = await claim({ lanes: 3, inHand: { [slow.id]: 3, [quick.id]: 1 } });
    expect(next.map(({ channelId }) => channelId)).toEqual([quick.id, quick.id]);
    expect(await claim({ limit: 1, inHand: { [slow.id]: 3, [quick.id]: 2 } })).toMatchObject([{ channelId: quick.id }]);
  });

  test("run out, so that what a lost worker had is sent again", async () => {
    await addChannel(world);
    await stop(await runningExecution());
    const [lost] = await claim({ at: later(1), seconds: 30 });
    expect(await claim({ owner: "two", at: later(30) })).toEqual([]);
    const [again] = await claim({ owner: "two", at: later(31) });
    expect(again).toMatchObject({ id: lost?.id, attempts: 2, claimedBy: "two" });
    if (lost === undefined || again === undefined) throw new Error("Nothing was claimed.");
    // The lost worker wakes up: what it says counts no more.
    const delivered = { status: "DELIVERED" as const, deliveredAt: later(32), answer: null, lastError: null };
    await endAttempt(world.db, lost, delivered);
    expect(await readClaimed(world.db, lost)).toBeNull();
    expect(await world.db.delivery.findUnique({ where: { id: lost.id } })).toMatchObject({ status: "PENDING" });
    await endAttempt(world.db, again, delivered);
    const kept = await world.db.delivery.findUnique({ where: { id: lost.id } });
    expect(kept).toMatchObject({ status: "DELIVERED", claimedBy: null, claimUntil: null, nextAttemptAt: null });
  });

  test("wait for the next attempt's time, and end with a channel that is deleted", async () => {
    const channel = await addChannel(world);
    await stop(await runningExecution());
    const [mine] = await claim();
    if (mine === undefined) throw new Error("Nothing was claimed.");
    const retry = { status: "PENDING" as const, nextAttemptAt: later(60), answer: "503", lastError: "Busy" };
    await endAttempt(world.db, mine, retry);
    expect(await claim({ at: later(59) })).toEqual([]);
    expect((await getChannel(world.as("viewer"), channel.id)).undelivered).toEqual({ retrying: 1, failed: 0 });
    const [again] = await claim({ at: later(60) });
    if (again === undefined) throw new Error("Nothing was claimed.");
    expect((await readClaimed(world.db, again))?.event?.execution.planName).toBe("Payments");
    await deleteChannel(world.as("admin"), channel.id);
    expect(await readClaimed(world.db, again)).toBeNull();
    await endAttempt(world.db, again, retry);
    expect(await world.db.delivery.findUnique({ where: { id: mine.id } })).toMatchObject({ status: "FAILED" });
  });
});

test("deliveries are listed newest first, page by page, and counted where they did not arrive", async () => {
  const channel = await addChannel(world);
  await stop(await runningExecution(), 3);
  await world.db.delivery.updateMany({ where: { eventSeq: 2 }, data: { status: "FAILED", lastError: "Refused" } });
  const query = { channelId: channel.id, limit: 2 };
  const first = await listChannelDeliveries(world.as("viewer"), query);
  const rest = await listChannelDeliveries(world.as("viewer"), { ...query, cursor: first.nextCursor ?? "" });
  expect(new Set([...first.items, ...rest.items].map(({ eventSeq }) => eventSeq))).toEqual(new Set([1, 2, 3]));
  expect(rest.nextCursor).toBeNull();
  const failed = await listChannelDeliveries(world.as("viewer"), { channelId: channel.id, status: "FAILED" });
  expect(failed.items).toMatchObject([{ eventSeq: 2, lastError: "Refused" }]);
  expect((await getChannel(world.as("viewer"), channel.id)).undelivered).toEqual({ retrying: 0, failed: 1 });
});
