import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";

import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import type { CreateChannelInput, ChannelTarget } from "#lib/domain/notifications/channel.ts";
import type { DeliveryView } from "#lib/domain/notifications/delivery.ts";
import { createChannel } from "#lib/services/notifications/create.ts";
import { listChannelDeliveries } from "#lib/services/notifications/list-deliveries.ts";
import { secretsOf } from "#lib/services/notifications/secrets.ts";
import { sendTestNotification } from "#lib/services/notifications/send-test.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";
import { type Received, type Receiver, startReceiver } from "./testing/receiver.ts";

const SECRETS_KEY = "a key for the tests only, 32 characters";
const SECRET = "a-secret-of-the-receiver";
const PATIENCE = 60;

let bench: EngineBench;
let receiver: Receiver;
let mailServer: SMTPServer;
const mails: string[] = [];

beforeAll(async () => {
  mailServer = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, _session, done) {
      let mail = "";
      stream.on("data", (chunk: Buffer) => (mail += chunk.toString()));
      stream.on("end", () => {
        mails.push(mail);
        done(null, "Queued");
      });
    },
  });
  await new Promise<void>((done) => mailServer.listen(0, "127.0.0.1", done));
  [bench, receiver] = await Promise.all([openEngineBench(), startReceiver()]);
  await startWorker();
});
afterAll(async () => {
  await bench.close();
  receiver.close();
  await new Promise<void>((done) => mailServer.close(done));
});

async function startWorker() {
  const { port } = mailServer.server.address() as AddressInfo;
  return bench.startWorker({
    SECRETS_KEY,
    CONSOLE_URL: "https://drs.example.com",
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_FROM: "drs@example.com",
  });
}

async function addChannel(target: ChannelTarget, events: CreateChannelInput["events"] = ["ENGINE_STOPPED"]) {
  const means = { secrets: secretsOf(SECRETS_KEY), hasMailServer: true };
  return createChannel(bench.ctx, { name: `Channel ${crypto.randomUUID()}`, events, target }, means);
}

const webhook = (path: string) => ({ kind: "WEBHOOK" as const, url: receiver.urlOf(path), secret: SECRET });

async function untilDelivery(channelId: string, condition: (delivery: DeliveryView) => boolean): Promise<DeliveryView> {
  return waitUntil(
    async () => (await listChannelDeliveries(bench.ctx, { channelId, limit: 200 })).items.find(condition),
    {
      what: "No such delivery was seen",
      seconds: PATIENCE,
    },
  );
}

const isDelivered = ({ status }: DeliveryView) => status === "DELIVERED";

async function untilReceived(path: string, count: number): Promise<Received[]> {
  return waitUntil(() => (receiver.got(path).length >= count ? receiver.got(path) : undefined), {
    what: `${count} did not arrive at ${path}`,
    seconds: PATIENCE,
  });
}

function isSigned({ headers, body }: Received): boolean {
  const header = String(headers["x-drs-orchestrator-signature"]);
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  return (
    createHmac("sha256", SECRET)
      .update(`v1:${seconds ?? ""}:${body}`)
      .digest("hex") === signature
  );
}

test("a drill is told as it starts and ends, in the exact words, signed; what was refused comes again", async () => {
  receiver.answer("/drill", (response, before) => response.writeHead(before === 0 ? 500 : 200).end("said"));
  const channel = await addChannel(webhook("/drill"), ["EXECUTION_STARTED", "EXECUTION_ENDED"]);
  const plan = await bench.createPlan([await bench.freeServers(1)]);
  const id = await bench.start(plan.id);
  const seen = await bench.untilEnded(id);
  const ended = await untilDelivery(channel.id, (each) => each.kind === "EXECUTION_ENDED" && isDelivered(each));
  const started = await untilDelivery(channel.id, (each) => each.kind === "EXECUTION_STARTED" && isDelivered(each));
  expect(started).toMatchObject({ attempts: 2, answer: "200\nsaid", lastError: null, executionId: id, eventSeq: 1 });
  const [event] = await bench.ctx.db.executionEvent.findMany({ where: { executionId: id, seq: 1 } });
  const got = receiver.got("/drill");
  expect(got).toHaveLength(3);
  expect(got.every(isSigned)).toBe(true);
  const firsts = got.filter(({ headers }) => headers["idempotency-key"] === started.id);
  expect(firsts).toHaveLength(2);
  expect(firsts[0]?.body).toBe(firsts[1]?.body);
  expect(JSON.parse(firsts[0]?.body ?? "")).toEqual({
    id: started.id,
    kind: "EXECUTION_STARTED",
    at: event?.at.toISOString(),
    simulated: true,
    channel: { name: channel.name },
    execution: {
      ...{ id, type: "DRILL", plan: { id: plan.id, name: seen.plan.name }, outcome: null },
      url: `https://drs.example.com/executions/${id}`,
    },
    event: {
      ...{ seq: 1, kind: "execution.started", severity: "person", detail: null, wave: null },
      message: "DRS Orchestrator started the drill",
    },
    text: `[Simulated] Drill of ${seen.plan.name}: DRS Orchestrator started the drill`,
  });
  const last = got.find(({ headers }) => headers["idempotency-key"] === ended.id);
  expect(JSON.parse(last?.body ?? "")).toMatchObject({ execution: { outcome: "COMPLETED" } });
});

test("a receiver that hangs holds up nobody else", async () => {
  receiver.answer("/hangs", () => undefined);
  const [slow, quick] = [await addChannel(webhook("/hangs")), await addChannel(webhook("/quick"))];
  for (let count = 0; count < 100; count += 1) await sendTestNotification(bench.ctx, slow.id);
  await untilReceived("/hangs", 4);
  await sendTestNotification(bench.ctx, quick.id);
  await untilDelivery(quick.id, isDelivered);
  const standing = await listChannelDeliveries(bench.ctx, { channelId: slow.id, limit: 200 });
  expect(standing.items.filter(({ status }) => status === "PENDING").length).toBeGreaterThan(90);
  const lost = await untilDelivery(slow.id, ({ status }) => status === "FAILED");
  expect(lost).toMatchObject({ attempts: 1, lastError: "Nothing came back within 10 s.", nextAttemptAt: null });
  await bench.ctx.db.delivery.updateMany({ where: { channelId: slow.id }, data: { status: "FAILED" } });
});

test("a worker that dies between sending and saving has it sent again, under the same id", async () => {
  await startWorker();
  receiver.answer("/dies", (response, before) => before > 0 && response.end("again"));
  const channel = await addChannel(webhook("/dies"));
  const { id } = await sendTestNotification(bench.ctx, channel.id);
  await untilReceived("/dies", 1);
  // Whichever of the two workers has it, the other one is left.
  await killOwner((await bench.ctx.db.delivery.findUniqueOrThrow({ where: { id } })).claimedBy);
  await bench.ctx.db.delivery.update({ where: { id }, data: { claimUntil: new Date() } });
  expect(await untilDelivery(channel.id, isDelivered)).toMatchObject({ id, attempts: 2 });
  const got = receiver.got("/dies");
  expect(got.map(({ headers }) => headers["idempotency-key"])).toEqual([id, id]);
  expect(got[0]?.body).toBe(got[1]?.body);
});

/** The number of a worker's process stands in its name. */
async function killOwner(owner: string | null): Promise<void> {
  const pid = Number(/-(\d+)-[0-9a-f]{8}$/.exec(owner ?? "")?.[1]);
  process.kill(pid, "SIGKILL");
  await waitUntil(() => !isAlive(pid), { what: "The worker did not die", seconds: 10 });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a topic gets it by the role of its account, and a topic that is gone says so", async () => {
  const place = { accountId: "222233334444", region: "us-west-2" };
  const topicArn = `arn:aws:sns:${place.region}:${place.accountId}:dr-notifications`;
  const channel = await addChannel({ kind: "SNS", topicArn });
  const { id } = await sendTestNotification(bench.ctx, channel.id);
  const delivered = await untilDelivery(channel.id, isDelivered);
  const answer = await fetch(`${bench.aws.url}/_control/messages`);
  const Messages = z.object({
    items: z.array(z.object({ messageId: z.string(), topicArn: z.string(), message: z.string() })),
  });
  const message = Messages.parse(await answer.json()).items.find((each) => each.message.includes(id));
  expect(message).toMatchObject({ topicArn });
  expect(delivered.answer).toBe(`SNS message ${message?.messageId ?? ""}`);

  const gone = await addChannel({ kind: "SNS", topicArn: `${topicArn}-gone` });
  await sendTestNotification(bench.ctx, gone.id);
  const lost = await untilDelivery(gone.id, ({ status }) => status === "FAILED");
  expect(lost).toMatchObject({
    lastError: "SNS did not take it.",
    answer: expect.stringContaining("NotFound") as string,
  });
});

test("mail and Slack get it in words", async () => {
  const mail = await addChannel({ kind: "EMAIL", to: ["on-call@example.com"] });
  const slack = await addChannel({ kind: "SLACK", url: receiver.urlOf("/slack") });
  const { id } = await sendTestNotification(bench.ctx, mail.id);
  await sendTestNotification(bench.ctx, slack.id);
  expect((await untilDelivery(mail.id, isDelivered)).answer).toMatch(/^250 /);
  const sent = mails.find((each) => each.includes(id));
  expect(sent).toContain("To: on-call@example.com");
  expect(sent).toContain("Notifications of DRS Orchestrator arrive here.");
  await untilDelivery(slack.id, isDelivered);
  const [said] = receiver.got("/slack");
  expect(JSON.parse(said?.body ?? "")).toMatchObject({ text: expect.stringContaining("arrive here.") as string });
  expect(said?.headers).not.toHaveProperty("x-drs-orchestrator-signature");
});

test("a redirect is not followed, and what came back is kept", async () => {
  const location = receiver.urlOf("/elsewhere");
  receiver.answer("/moved", (response) => response.writeHead(307, { location }).end("over\0there"));
  const channel = await addChannel(webhook("/moved"));
  await sendTestNotification(bench.ctx, channel.id);
  const lost = await untilDelivery(channel.id, ({ status }) => status === "FAILED");
  expect(lost.lastError).toBe("The receiver answered 307. Redirects are not followed.");
  expect(lost.answer).toBe("307\nover\uFFFDthere");
  expect(receiver.got("/elsewhere")).toEqual([]);
});
