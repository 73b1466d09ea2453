import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { auditOf, containing, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { createChannel } from "./create.ts";
import { deleteChannel } from "./delete.ts";
import { getChannel } from "./get.ts";
import { listChannels } from "./list.ts";
import { listChannelDeliveries } from "./list-deliveries.ts";
import { sendTestNotification } from "./send-test.ts";
import { addChannel, MEANS, SECRETS, SLACK_URL, WEBHOOK } from "./test-channels.ts";
import { updateChannel } from "./update.ts";

const TOPIC = `arn:aws:sns:eu-west-1:${PLACE.accountId}:dr-notifications`;
const EVENTS = ["EXECUTION_ENDED" as const];

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

describe("a channel", () => {
  test("is made with its audit, and its secret is shown to nobody", async () => {
    const { id } = await addChannel(world, { name: "Slack", target: { kind: "SLACK", url: SLACK_URL } });
    const seen = await getChannel(world.as("viewer"), id);
    expect(seen).toMatchObject({
      name: "Slack",
      target: { kind: "SLACK", host: "hooks.slack.com" },
      isSecretSet: true,
      lastDelivery: null,
      undelivered: { retrying: 0, failed: 0 },
      version: 1,
    });
    const row = await world.db.channel.findUniqueOrThrow({ where: { id } });
    const audits = await world.db.auditEvent.findMany();
    const everything = JSON.stringify([seen, row, audits], (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(everything).not.toContain("very-secret");
    expect(SECRETS.open(id, row.secret ?? "")).toBe(SLACK_URL);
    expect(await auditOf(world.db)).toContainEqual({ action: "channel.create", entityName: "Slack", actor: "A admin" });
  });

  test("publishes by the role of a registered account, the topic's own unless another is named", async () => {
    const own = await addChannel(world, { target: { kind: "SNS", topicArn: TOPIC } });
    const place = { accountId: PLACE.accountId, region: "eu-west-1" };
    expect(own.target).toEqual({ kind: "SNS", topicArn: TOPIC, ...place });
    const foreign = TOPIC.replace(PLACE.accountId, "999999999999");
    const other = { kind: "SNS" as const, topicArn: foreign };
    expect((await addChannel(world, { target: { ...other, accountId: PLACE.accountId } })).target).toMatchObject(place);
    await expect(addChannel(world, { target: other })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      invalidParams: [{ name: "target.accountId" }],
    });
  });

  test("has a name of its own, without regard to case", async () => {
    await addChannel(world, { name: "On call" });
    await expect(addChannel(world, { name: " ON  CALL" })).rejects.toMatchObject({
      code: "CHANNEL_NAME_EXISTS",
      conflicts: [{ kind: "channel", name: "On call" }],
    });
    const race = await Promise.allSettled([addChannel(world, { name: "Race" }), addChannel(world, { name: "race" })]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(race.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CHANNEL_NAME_EXISTS" } });
  });

  test("is refused where this deployment cannot send to it, saying what is missing", async () => {
    const admin = world.as("admin");
    const input = { name: "New", events: EVENTS };
    const mail = { ...input, target: { kind: "EMAIL" as const, to: ["a@example.com"] } };
    await expect(createChannel(admin, mail, { ...MEANS, hasMailServer: false })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      message: containing("SMTP_URL"),
    });
    await expect(
      createChannel(admin, { ...input, target: WEBHOOK }, { ...MEANS, secrets: null }),
    ).rejects.toMatchObject({
      message: containing("SECRETS_KEY"),
    });
    await expect(addChannel(world, { target: { kind: "SLACK" } })).rejects.toMatchObject({
      invalidParams: [{ name: "target.url" }],
    });
    const { secret: _, ...unsigned } = WEBHOOK;
    await expect(addChannel(world, { target: unsigned })).rejects.toMatchObject({
      invalidParams: [{ name: "target.secret" }],
    });
  });

  test("goes to this machine over http only where AWS is simulated", async () => {
    const target = { ...WEBHOOK, url: "http://127.0.0.1:9/in" };
    expect((await addChannel(world, { target })).target).toMatchObject({ host: "127.0.0.1:9" });
    const real = { ...world.as("admin"), simulated: false };
    await expect(createChannel(real, { name: "Real", events: EVENTS, target }, MEANS)).rejects.toMatchObject({
      invalidParams: [{ name: "target.url" }],
    });
  });

  test("may be for plans that there are, and stays so when one is deleted", async () => {
    const planIds = ["00000000-0000-4000-8000-000000000009"];
    await expect(addChannel(world, { planIds })).rejects.toMatchObject({ invalidParams: [{ name: "planIds.0" }] });
    const plan = await world.db.recoveryPlan.create({ data: { name: "Payments", nameKey: "payments" } });
    const channel = await addChannel(world, { planIds: [plan.id] });
    expect(channel.plans).toEqual([{ id: plan.id, name: "Payments" }]);
    await world.db.recoveryPlan.delete({ where: { id: plan.id } });
    const change = { id: channel.id, version: 1, name: channel.name, events: EVENTS, planIds: [plan.id] };
    const saved = await updateChannel(world.as("admin"), { ...change, target: WEBHOOK }, MEANS);
    expect(saved.plans).toEqual([{ id: plan.id, name: null }]);
  });
});

describe("a change", () => {
  test("is saved over the version that was read, keeping a secret that is left out", async () => {
    const channel = await addChannel(world, { target: { kind: "SLACK", url: SLACK_URL } });
    const change = { id: channel.id, version: 1, name: `${channel.name} too`, events: EVENTS };
    const saved = await updateChannel(world.as("admin"), { ...change, target: { kind: "SLACK" } }, MEANS);
    expect(saved).toMatchObject({ version: 2, events: EVENTS, target: { host: "hooks.slack.com" } });
    const row = await world.db.channel.findUniqueOrThrow({ where: { id: channel.id } });
    expect(SECRETS.open(channel.id, row.secret ?? "")).toBe(SLACK_URL);
    const again = updateChannel(world.as("admin"), { ...change, target: { kind: "SLACK" } }, MEANS);
    await expect(again).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
    const other = { ...change, version: 2, target: { kind: "EMAIL" as const, to: ["a@example.com"] } };
    await expect(updateChannel(world.as("admin"), other, MEANS)).rejects.toMatchObject({
      invalidParams: [{ name: "target.kind" }],
    });
  });

  test("of two at once one is saved", async () => {
    const { id, name } = await addChannel(world);
    const change = { id, version: 1, name, events: EVENTS, target: WEBHOOK };
    const saves = [1, 2].map(() => updateChannel(world.as("admin"), change, MEANS));
    expect((await Promise.allSettled(saves)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("has what waits tried at once, and turning the channel off gives it up", async () => {
    const channel = await addChannel(world);
    const { id: deliveryId } = await sendTestNotification(world.as("admin"), channel.id);
    const later = new Date(world.system.now().getTime() + 600_000);
    await world.db.delivery.update({ where: { id: deliveryId }, data: { nextAttemptAt: later } });
    const change = { id: channel.id, name: channel.name, events: EVENTS, target: WEBHOOK };
    await updateChannel(world.as("admin"), { ...change, version: 1 }, MEANS);
    const hurried = await world.db.delivery.findUniqueOrThrow({ where: { id: deliveryId } });
    expect(hurried).toMatchObject({ status: "PENDING", nextAttemptAt: world.system.now() });
    await updateChannel(world.as("admin"), { ...change, version: 2, isEnabled: false }, MEANS);
    const { items } = await listChannelDeliveries(world.as("viewer"), { channelId: channel.id, status: "FAILED" });
    expect(items).toMatchObject([
      { id: deliveryId, lastError: "A admin turned the channel off.", nextAttemptAt: null },
    ]);
  });
});

test("a deleted channel leaves on record what it was told, and what waited is given up", async () => {
  const channel = await addChannel(world, { name: "Gone" });
  const { id } = await sendTestNotification(world.as("admin"), channel.id);
  await deleteChannel(world.as("admin"), channel.id);
  expect(await world.db.delivery.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ channelId: null, channelName: "Gone", status: "FAILED", lastError: "A admin deleted the channel." },
  });
  await expect(getChannel(world.as("viewer"), channel.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(deleteChannel(world.as("admin"), channel.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(deleteChannel(world.as("admin"), "nonsense")).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await auditOf(world.db)).toContainEqual(
    expect.objectContaining({ action: "channel.delete", entityName: "Gone" }),
  );
});

test("a test is a delivery of its own, audited, and the channel's last", async () => {
  const channel = await addChannel(world, { name: "Tested", isEnabled: false });
  const sent = await sendTestNotification(world.as("admin"), channel.id);
  expect(sent).toMatchObject({ kind: "TEST", status: "PENDING", executionId: null, message: null, attempts: 0 });
  expect((await getChannel(world.as("viewer"), channel.id)).lastDelivery).toEqual(sent);
  expect(await auditOf(world.db)).toContainEqual(expect.objectContaining({ action: "channel.test" }));
});

test("channels are listed by name, page by page", async () => {
  const first = await listChannels(world.as("viewer"), { limit: 2 });
  const rest = await listChannels(world.as("viewer"), { cursor: first.nextCursor ?? "" });
  const names = [...first.items, ...rest.items].map(({ name }) => name.toLowerCase());
  expect(names).toEqual(names.toSorted());
  expect(first.items).toHaveLength(2);
  expect(rest.nextCursor).toBeNull();
});

test("only who may manage channels can", async () => {
  const { id, name } = await addChannel(world);
  for (const role of ["viewer", "planner", "operator", "commander", "approver"] as const) {
    const ctx = world.as(role);
    const change = { id, version: 1, name, events: EVENTS, target: WEBHOOK };
    for (const refused of [
      createChannel(ctx, { name: "No", events: EVENTS, target: WEBHOOK }, MEANS),
      updateChannel(ctx, change, MEANS),
      deleteChannel(ctx, id),
      sendTestNotification(ctx, id),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN", message: containing("channel:manage") });
    }
  }
});
