import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { ActionInput } from "#lib/domain/actions/action.ts";
import { decideWave } from "#lib/services/executions/decide.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { action, runOf } from "./testing/actions.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

const SECRET = "a-secret-of-the-receiver";

type Got = { path: string; headers: IncomingMessage["headers"]; body: string };
let bench: EngineBench;
let receiver: Server;
let got: Got[] = [];
let answer: (got: Got, response: ServerResponse) => void;

beforeAll(async () => {
  bench = await openEngineBench({ workerEnv: { WEBHOOK_SECRETS: JSON.stringify({ pager: SECRET }) } });
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const one = { path: request.url ?? "", headers: request.headers, body };
      got.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
});
afterEach(() => {
  got = [];
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await bench.close();
});

const urlOf = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;

async function startWith(actions: ActionInput[]): Promise<string> {
  const servers = await bench.freeServers(1);
  const { id } = await bench.createPlan([servers], { policy: { actions } });
  return bench.start(id);
}

test("a webhook is signed over what was sent, and its answer is there for the next action", async () => {
  const worker = await bench.startWorker();
  answer = (_got, response) => response.end(JSON.stringify({ ticket: "INC-7" }));
  const first = action({
    kind: "WEBHOOK",
    name: "Open ticket",
    when: "BEFORE",
    url: urlOf("/tickets"),
    secretName: "pager",
  });
  const body = { plan: "{{ plan.name }}", ticket: '{{ action("Open ticket").output.ticket }}' };
  const second = action({ ...first, id: crypto.randomUUID(), name: "Note it", body });
  const seen = await bench.untilEnded(await startWith([first, second]));
  expect(seen.status).toBe("COMPLETED");
  expect(got).toHaveLength(2);
  expect(JSON.parse(got[1]?.body ?? "")).toEqual({ plan: seen.plan.name, ticket: "INC-7" });
  const { headers, body: sent } = got[1] as Got;
  const [, seconds, signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-drs-orchestrator-signature"])) ?? [];
  expect(createHmac("sha256", SECRET).update(`v1:${seconds}:${sent}`).digest("hex")).toBe(signature);
  await worker.stop();
});

test("redirects are not followed, an unknown secret sends nothing", async () => {
  const worker = await bench.startWorker();
  answer = (_got, response) => response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
  const moved = action({
    kind: "WEBHOOK",
    name: "Moved",
    when: "BEFORE",
    url: urlOf("/a"),
    secretName: "pager",
    onFailure: "CONTINUE",
  });
  const unknown = action({ ...moved, id: crypto.randomUUID(), name: "Unknown", secretName: "nobody" });
  const metadata = action({
    ...moved,
    id: crypto.randomUUID(),
    name: "Metadata",
    url: "https://169.254.169.254/latest",
  });
  const seen = await bench.untilEnded(await startWith([moved, unknown, metadata]));
  expect(runOf(seen, "Moved").error).toContain("redirects are not followed");
  expect(runOf(seen, "Unknown").error).toContain('no secret "nobody"');
  expect(runOf(seen, "Metadata").error).toContain("link-local");
  expect(got).toHaveLength(1);
  await worker.stop();
});

test("a worker killed while a receiver works: nobody knows, a person is asked, and a repetition says so", async () => {
  const first = await bench.startWorker();
  answer = () => undefined;
  const webhook = action({ kind: "WEBHOOK", name: "Page", when: "BEFORE", url: urlOf("/page"), secretName: "pager" });
  const id = await startWith([webhook]);
  await waitUntil(() => got.length === 1, { what: "The receiver was not called", seconds: 60 });
  await first.kill();
  answer = (_got, response) => response.end();
  const second = await bench.startWorker();
  const asked = await bench.until(id, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
  expect(runOf(asked, "Page").state).toBe("UNKNOWN");
  await decideWave(bench.ctx, { executionId: id, waveNumber: 1, action: "retry" });
  const seen = await bench.untilEnded(id);
  expect(runOf(seen, "Page")).toMatchObject({ state: "SUCCEEDED", mayHaveRunTwice: true });
  expect(new Set(got.map(({ headers }) => headers["idempotency-key"])).size).toBe(2);
  await second.stop();
});

test("checks are repeated until they pass", async () => {
  const worker = await bench.startWorker();
  answer = ({ path }, response) => response.writeHead(path === "/health" && got.length > 2 ? 200 : 503).end("ready");
  const http = action({
    kind: "HTTP_CHECK",
    name: "Health",
    when: "AFTER",
    url: urlOf("/health"),
    bodyContains: "ready",
  });
  const { port } = receiver.address() as AddressInfo;
  const tcp = action({ kind: "TCP_CHECK", name: "Port", when: "AFTER", host: "127.0.0.1", port });
  const seen = await bench.untilEnded(await startWith([http, tcp]));
  expect(seen.status).toBe("COMPLETED");
  expect(runOf(seen, "Health").output).toContain("200");
  expect(got.length).toBeGreaterThan(2);
  await worker.stop();
});
