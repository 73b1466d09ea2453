import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { ExecutionView } from "#lib/domain/execution.ts";
import { setCheckCidrs } from "#lib/services/accounts/set-check-cidrs.ts";
import { updateHealthProfile } from "#lib/services/health-profiles/update.ts";
import { getOutcome } from "#lib/services/executions/outcome.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";
import {
  AGENT,
  alarm,
  HTTP_PROBE,
  passTime,
  serversIn,
  startGated,
  TCP_PROBE,
  wordsOf,
  workerCheck,
} from "./testing/gates.ts";

let bench: EngineBench;
let site: Server;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
  site = createServer((request, response) => {
    response.writeHead(request.url === "/broken" ? 503 : 200).end("ok");
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

const sitePort = () => (site.address() as AddressInfo).port;
const ALARM = alarm("dr-application-errors");
const says = (id: string, gate: { id: string }, words: string): Promise<ExecutionView> =>
  bench.until(id, `The gate does not say "${words}"`, (seen) => wordsOf(seen, gate).includes(words));

test("a server is healthy once its agent is online, its probes and checks pass and its alarm is OK", async () => {
  const [server] = await bench.freeServers(1);
  const { accountId, sourceServerId } = server;
  await setCheckCidrs(bench.ctx, { accountId }, { checkCidrs: ["127.0.0.0/8"] });
  await bench.aws.addFault({ service: "ec2", sourceServerId, effect: { kind: "private-ip", address: "127.0.0.1" } });
  const gates = [AGENT, TCP_PROBE, HTTP_PROBE, ALARM, workerCheck(sitePort(), "/")];
  const { id, profileId } = await startGated(bench, [server], { gates });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.waves[0]?.health).toMatchObject({ profileId, gates: gates.map(({ kind }) => ({ kind })) });
  const [healthy] = serversIn(seen);
  expect(healthy?.status).toBe("HEALTHY");
  expect(healthy?.gates.map(({ state }) => state)).toEqual(gates.map(() => "PASSED"));
  expect(healthy?.gates[4]?.words).toContain("of 127.0.0.1 answers the worker");
  // What is checked is data of the script, never code.
  const [sent] = await bench.aws.calls("SendCommand");
  expect(JSON.stringify(sent?.request)).toContain("port='5432'");
});

test("a server whose agent never comes ends unhealthy, and the outcome says which gate and its last words", async () => {
  const servers = await bench.freeServers(2);
  const silent = servers[0].sourceServerId;
  await bench.aws.addFault({ service: "ec2", sourceServerId: silent, effect: { kind: "agent-silent" } });
  const { id } = await startGated(bench, servers, { gates: [AGENT, TCP_PROBE] });
  const isOtherHealthy = (seen: ExecutionView) => serversIn(seen).some(({ status }) => status === "HEALTHY");
  await bench.until(id, "The other server is not healthy", isOtherHealthy);
  await bench.until(id, "Its gates say nothing", (seen) =>
    serversIn(seen).some(({ gates }) => gates.some(({ words }) => words.includes("so nothing can be run"))),
  );
  await passTime(bench, id);
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("FAILED");
  const error =
    "After 45 min Systems Manager does not know the agent. Systems Manager does not know the agent, so nothing can be run on the instance.";
  const unlucky = serversIn(seen).find(({ sourceServerId }) => sourceServerId === silent);
  expect(unlucky).toMatchObject({ status: "UNHEALTHY", error });
  expect(unlucky?.gates.map(({ state }) => state)).toEqual(["WAITING", "WAITING"]);
  expect(JSON.stringify(await getOutcome(bench.ctx, id))).toContain(error);
});

test("a probe that fails is repeated, one at a time, until it passes", async () => {
  const servers = await bench.freeServers(1);
  const standardOutput = "answered 503\n";
  const outcome = { status: "Failed", standardOutput, standardError: "" };
  await bench.aws.addOutcome({ service: "ssm", times: 2, contains: "/health", outcome });
  const before = (await bench.aws.calls("SendCommand")).length;
  const { id } = await startGated(bench, servers, { gates: [HTTP_PROBE] });
  await says(id, HTTP_PROBE, "HTTP port 8080 /health on the instance: answered 503, not 200 to 399.");
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  expect((await bench.aws.calls("SendCommand")).length - before).toBe(3);
});

test("a probe that hangs is ended by AWS, says so, and is followed by one more", async () => {
  const servers = await bench.freeServers(1);
  await bench.aws.addOutcome({ service: "ssm", times: 1, contains: "5432", outcome: { seconds: 2_000_000 } });
  const before = (await bench.aws.calls("SendCommand")).length;
  const { id } = await startGated(bench, servers, { gates: [TCP_PROBE] });
  await says(id, TCP_PROBE, "ExecutionTimedOut");
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  expect((await bench.aws.calls("SendCommand")).length - before).toBe(2);
});

test("servers with the same check share a command", async () => {
  const servers = await bench.freeServers(6);
  const before = (await bench.aws.calls("SendCommand")).length;
  const { id } = await startGated(bench, servers, { gates: [TCP_PROBE], stableSeconds: 3 });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  const sent = (await bench.aws.calls("SendCommand")).slice(before);
  const sizes = sent.map(({ request }) => (request as { InstanceIds: string[] }).InstanceIds.length);
  expect(Math.max(...sizes)).toBeGreaterThan(1);
});

test("an address outside of the account's blocks is not connected to, and the gate says so at once", async () => {
  const [server] = await bench.freeServers(1);
  await setCheckCidrs(bench.ctx, { accountId: server.accountId }, { checkCidrs: ["192.0.2.0/24"] });
  const check = workerCheck(sitePort(), "/");
  const { id } = await startGated(bench, [server], { gates: [check] });
  const seen = await says(id, check, "is in none of the blocks that the account allows.");
  expect(wordsOf(seen, check)).toContain(serversIn(seen)[0]?.instance?.privateIpAddress ?? "no address");
  await passTime(bench, id);
  expect(serversIn(await bench.untilEnded(id))[0]).toMatchObject({
    status: "UNHEALTHY",
    error: expect.stringContaining("none of the blocks") as string,
  });
});

test("a check that is answered otherwise says how", async () => {
  const [server] = await bench.freeServers(1);
  const { accountId, sourceServerId } = server;
  await setCheckCidrs(bench.ctx, { accountId }, { checkCidrs: ["127.0.0.0/8"] });
  await bench.aws.addFault({ service: "ec2", sourceServerId, effect: { kind: "private-ip", address: "127.0.0.1" } });
  const check = workerCheck(sitePort(), "/broken");
  const { id } = await startGated(bench, [server], { gates: [check] });
  await says(id, check, "answered 503, not 200 to 399");
  await passTime(bench, id);
  expect((await bench.untilEnded(id)).status).toBe("FAILED");
});

test("an alarm that breaks starts the stable time over, and an edit of the profile changes nothing", async () => {
  const alarmSays = (state: string) =>
    bench.aws.addOutcome({
      ...{ service: "monitoring", alarmName: "dr-application-errors" },
      outcome: { states: [{ afterSeconds: 0, state, reason: "Errors" }] },
    });
  const servers = await bench.freeServers(1);
  const { id, profileId } = await startGated(bench, servers, { gates: [ALARM], stableSeconds: 8 });
  const isStable = (seen: ExecutionView) => (serversIn(seen)[0]?.stableSince ?? null) !== null;
  const first = await bench.until(id, "It does not become stable", isStable);
  await alarmSays("ALARM");
  await updateHealthProfile(bench.ctx, profileId, { version: 1, name: `Edited ${profileId}`, gates: [AGENT] });
  const broken = await says(id, ALARM, 'CloudWatch says ALARM of "dr-application-errors": Errors.');
  expect(serversIn(broken)[0]).toMatchObject({ status: "LAUNCHED", stableSince: null });
  await alarmSays("OK");
  const seen = await bench.untilEnded(id);
  const [server] = serversIn(seen);
  expect(seen.waves[0]?.health).toMatchObject({ stableSeconds: 8, gates: [{ kind: "CLOUDWATCH_ALARM" }] });
  const stableSince = Date.parse(server?.stableSince ?? "");
  expect(stableSince).toBeGreaterThan(Date.parse(serversIn(first)[0]?.stableSince ?? ""));
  expect(Date.parse(server?.healthyAt ?? "") - stableSince).toBeGreaterThanOrEqual(8000);
});

test("a profile without gates asks for EC2's checks to pass for a while", async () => {
  const servers = await bench.freeServers(1);
  const { id } = await startGated(bench, servers, { gates: [], stableSeconds: 2 });
  const [server] = serversIn(await bench.untilEnded(id));
  expect(server?.status).toBe("HEALTHY");
  expect(Date.parse(server?.healthyAt ?? "") - Date.parse(server?.stableSince ?? "")).toBeGreaterThanOrEqual(2000);
});
