import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import type { ExecutionView } from "#lib/domain/execution.ts";
import { setCheckCidrs } from "#lib/services/accounts/set-check-cidrs.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";
import { AGENT, alarm, serversIn, startGated, TCP_PROBE, workerCheck } from "./testing/gates.ts";

let bench: EngineBench;
let site: Server;
let visits = 0;
let isSiteSilent = false;
beforeAll(async () => {
  bench = await openEngineBench();
  site = createServer((_request, response) => {
    visits += 1;
    if (!isSiteSilent) response.end("ok");
  });
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
});
afterEach(async () => {
  await bench.aws.clearFaults();
  await bench.aws.clearOutcomes();
});
afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await bench.close();
});

const ALARM = alarm("dr-application-errors");
const calls = async (operation: string) => (await bench.aws.calls(operation)).length;
const called = (operation: string, times: number) =>
  waitUntil(async () => (await calls(operation)) >= times, { what: `Nobody called ${operation}`, seconds: 60 });
const untilHealthy = (id: string) =>
  bench.until(id, "The server is not healthy", (seen) => serversIn(seen)[0]?.status === "HEALTHY");

describe("a worker that is killed", () => {
  test.each([
    ["before AWS got a probe", "SendCommand", "ssm", "before", TCP_PROBE],
    ["before the answer to a probe came", "SendCommand", "ssm", "after", TCP_PROBE],
    ["while it asks for agents", "DescribeInstanceInformation", "ssm", "before", AGENT],
    ["while it asks for alarms", "DescribeAlarms", "monitoring", "before", ALARM],
  ])("%s leaves the gates to the next one", async (...[, operation, service, when, gate]) => {
    const servers = await bench.freeServersNow(1);
    const before = await calls(operation);
    await bench.aws.addFault({ service, operation, times: 1, effect: { kind: "latency", seconds: 30, when } });
    const first = await bench.startWorker();
    const { id } = await startGated(bench, servers, { gates: [gate] });
    await called(operation, before + 1);
    await first.kill();
    const second = await bench.startWorker();
    const [server] = serversIn(await untilHealthy(id));
    expect(server?.gates).toMatchObject([{ state: "PASSED" }]);
    await second.stop();
  });

  test("while it connects to an instance leaves that to the next one", async () => {
    const [server] = await bench.freeServersNow(1);
    const { accountId, sourceServerId } = server;
    await setCheckCidrs(bench.ctx, { accountId }, { checkCidrs: ["127.0.0.0/8"] });
    await bench.aws.addFault({ service: "ec2", sourceServerId, effect: { kind: "private-ip", address: "127.0.0.1" } });
    isSiteSilent = true;
    const first = await bench.startWorker();
    const check = workerCheck((site.address() as AddressInfo).port, "/");
    const { id } = await startGated(bench, [server], { gates: [check] });
    await waitUntil(() => Promise.resolve(visits > 0), { what: "Nobody came", seconds: 60 });
    await first.kill();
    isSiteSilent = false;
    const second = await bench.startWorker();
    await untilHealthy(id);
    await second.stop();
  });

  test("while a probe is under way has it followed by the next one, and nothing is sent again", async () => {
    const servers = await bench.freeServersNow(1);
    const [sent, followed] = [await calls("SendCommand"), await calls("ListCommandInvocations")];
    const effect = { kind: "latency", seconds: 30 };
    await bench.aws.addFault({ service: "ssm", operation: "ListCommandInvocations", times: 1, effect });
    const first = await bench.startWorker();
    const { id } = await startGated(bench, servers, { gates: [TCP_PROBE] });
    await called("ListCommandInvocations", followed + 1);
    await first.kill();
    const second = await bench.startWorker();
    await untilHealthy(id);
    expect((await calls("SendCommand")) - sent).toBe(1);
    await second.stop();
  });

  test("while a server has to stay as it is does not start its stable time over", async () => {
    const servers = await bench.freeServersNow(1);
    const first = await bench.startWorker();
    const { id } = await startGated(bench, servers, { gates: [AGENT, ALARM], stableSeconds: 5 });
    const isStable = (seen: ExecutionView) => (serversIn(seen)[0]?.stableSince ?? null) !== null;
    const seen = await bench.until(id, "It does not become stable", isStable);
    await first.kill();
    const second = await bench.startWorker();
    const [server] = serversIn(await untilHealthy(id));
    expect(server?.stableSince).toBe(serversIn(seen)[0]?.stableSince);
    await second.stop();
  });
});

test("two workers beside each other find each server healthy once", async () => {
  const servers = await bench.freeServersNow(2);
  const workers = [await bench.startWorker(), await bench.startWorker()];
  const { id } = await startGated(bench, servers, { gates: [AGENT, TCP_PROBE], stableSeconds: 2 });
  const seen = await bench.untilEnded(id);
  expect(serversIn(seen).map(({ status }) => status)).toEqual(["HEALTHY", "HEALTHY"]);
  expect((await bench.eventKinds(id)).filter((kind) => kind === "server.healthy")).toHaveLength(2);
  for (const worker of workers) await worker.stop();
});
