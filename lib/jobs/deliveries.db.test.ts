import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { createAccountClients } from "#lib/aws/account-clients.ts";
import { openChangeFeed } from "#lib/db/changes.ts";
import type { DeliveryView } from "#lib/domain/notifications/delivery.ts";
import { createLog } from "#lib/log.ts";
import type { ChannelTarget } from "#lib/domain/notifications/channel.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";
import { addRunningExecution } from "#lib/services/executions/test-execution.ts";
import { listChannelDeliveries } from "#lib/services/notifications/list-deliveries.ts";
import { secretsOf } from "#lib/services/notifications/secrets.ts";
import { addChannel, SECRETS, SLACK_URL, WEBHOOK } from "#lib/services/notifications/test-channels.ts";
import { type TestWorld, testWorld } from "#lib/services/test-world.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type DeliveryJob, keepNotifying } from "./deliveries.ts";

const DAY_MS = 24 * 60 * 60_000;

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** A worker's loop in this process, with nothing to send with but what the test gives it. */
function startJob(change: Partial<DeliveryJob> = {}): void {
  const leaving = new AbortController();
  const work = keepNotifying(
    {
      context: { ...world.system, now: () => new Date() },
      aws: createAccountClients({ homeRegion: "eu-north-1", endpoint: "http://127.0.0.1:1" }),
      outbound: { allowedCidrs: [], allowsLoopback: false },
      ...{ mailer: null, secrets: SECRETS, consoleUrl: null, changes: openChangeFeed(null) },
      ...{ workerId: crypto.randomUUID(), log: createLog("worker", "silent"), ...change },
    },
    leaving.signal,
  );
  running.push(() => {
    leaving.abort();
    return work;
  });
}

/** A notification for a channel with this target, written so long ago. */
async function notify(target: ChannelTarget, ageMs = 0): Promise<string> {
  const channel = await addChannel(world, { target });
  const { id } = await addRunningExecution(world, { waves: [{ status: "LAUNCHING", servers: ["LAUNCHING"] }] });
  const ctx = { ...world.system, now: () => new Date(Date.now() - ageMs) };
  await inExecution(ctx, id, (tx) => tell(tx, { kind: "engine.stopped", severity: "problem", message: "It stopped" }));
  await world.db.delivery.deleteMany({ where: { channelId: { not: channel.id } } });
  return channel.id;
}

async function untilTried(channelId: string): Promise<DeliveryView> {
  return waitUntil(
    async () =>
      (await listChannelDeliveries(world.system, { channelId })).items.find((each) => each.lastError !== null),
    { what: "It was not tried", seconds: 20 },
  );
}

test.each<[string, { target: ChannelTarget; job?: Partial<DeliveryJob> }, string]>([
  [
    "a secret under another key",
    { target: { kind: "SLACK", url: SLACK_URL }, job: { secrets: secretsOf("another") } },
    "SECRETS_KEY",
  ],
  ["no key", { target: WEBHOOK, job: { secrets: null } }, "SECRETS_KEY"],
  ["no mail server", { target: { kind: "EMAIL", to: ["a@example.com"] } }, "SMTP_URL"],
  ["a host that may not be called", { target: { ...WEBHOOK, url: "https://169.254.169.254/latest" } }, "link-local"],
  ["a host that is no more", { target: { ...WEBHOOK, url: "https://nowhere.invalid/" } }, "has no address"],
])("%s keeps a notification waiting, and says why", async (_what, { target, job }, why) => {
  const channelId = await notify(target);
  startJob(job);
  const waiting = await untilTried(channelId);
  expect(waiting).toMatchObject({ status: "PENDING", attempts: 1, answer: null });
  expect(waiting.lastError).toContain(why);
  const seconds = (Date.parse(waiting.nextAttemptAt ?? "") - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(11);
});

test("what was not delivered for a day is given up", async () => {
  const channelId = await notify({ kind: "EMAIL", to: ["a@example.com"] }, DAY_MS);
  startJob();
  expect(await untilTried(channelId)).toMatchObject({ status: "FAILED", nextAttemptAt: null });
});

test("a mail that was refused for some says for whom, and is not sent to the others again", async () => {
  const channelId = await notify({ kind: "EMAIL", to: ["a@example.com", "b@example.com"] });
  startJob({ mailer: () => Promise.resolve({ answer: "250 Queued", refused: ["b@example.com"] }) });
  expect(await untilTried(channelId)).toMatchObject({
    ...{ status: "DELIVERED", attempts: 1, answer: "250 Queued" },
    lastError: "The mail server refused b@example.com.",
  });
});
