import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { EC2Client, StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { ExecutionView } from "#lib/domain/execution.ts";
import { setCheckCidrs } from "#lib/services/accounts/set-check-cidrs.ts";
import { pauseExecution } from "#lib/services/executions/pause.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";
import { AGENT, alarm, passTime, serversIn, startGated, TCP_PROBE, wordsOf, workerCheck } from "./testing/gates.ts";

let bench: EngineBench;
let site: Server;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
  site = createServer();
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

test("throttling, a denied call and an AWS that hangs are words of the gates concerned; the others go on", async () => {
  const servers = await bench.freeServers(1);
  const throttled = { kind: "throttled" };
  await bench.aws.addFault({ service: "ssm", operation: "DescribeInstanceInformation", effect: throttled });
  await bench.aws.addFault({ service: "monitoring", operation: "DescribeAlarms", effect: { kind: "access-denied" } });
  const { id } = await startGated(bench, servers, { gates: [AGENT, ALARM] });
  await says(id, AGENT, "Systems Manager could not be asked. ThrottlingException");
  await says(id, ALARM, "CloudWatch could not be asked. AccessDenied");
  await bench.aws.clearFaults();
  const hangs = { kind: "latency", seconds: 60 };
  await bench.aws.addFault({ service: "monitoring", operation: "DescribeAlarms", times: 1, effect: hangs });
  // While CloudWatch hangs, EC2's checks of another execution are passed as ever.
  const [other] = await bench.freeServers(1);
  const plan = await bench.createPlan([[other]]);
  expect((await bench.untilEnded(await bench.start(plan.id))).status).toBe("COMPLETED");
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
});

test("a probe and an alarm that fail until the time is over are both named", async () => {
  const servers = await bench.freeServers(1);
  const outcome = { status: "Failed", standardOutput: "no connection\n", standardError: "" };
  await bench.aws.addOutcome({ service: "ssm", contains: "5432", outcome });
  const missing = alarm("no-such-alarm");
  const { id } = await startGated(bench, servers, { gates: [TCP_PROBE, missing] });
  await says(id, TCP_PROBE, "no connection");
  await says(id, missing, "has no alarm");
  await passTime(bench, id);
  expect(serversIn(await bench.untilEnded(id))[0]).toMatchObject({
    status: "UNHEALTHY",
    error: 'After 45 min TCP port 5432 on the instance: no connection. CloudWatch has no alarm "no-such-alarm".',
  });
});

test("a command that is throttled is sent again; one of which nobody knows is not, and counts as under way", async () => {
  const servers = await bench.freeServers(1);
  const before = (await bench.aws.calls("SendCommand")).length;
  const rule = { service: "ssm", operation: "SendCommand", times: 1 };
  await bench.aws.addFault({ ...rule, effect: { kind: "throttled" } });
  await bench.aws.addFault({ ...rule, nth: 2, effect: { kind: "latency", seconds: 60 } });
  const { id } = await startGated(bench, servers, { gates: [TCP_PROBE] });
  await says(id, TCP_PROBE, "Run Command could not be asked. ThrottlingException");
  await says(id, TCP_PROBE, "Run Command did not answer.");
  await passTime(bench, id);
  expect(serversIn(await bench.untilEnded(id))[0]?.error).toBe("After 45 min Run Command did not answer.");
  expect((await bench.aws.calls("SendCommand")).length - before).toBe(2);
});

test("an instance that stops meanwhile starts everything over, and is healthy in the end, also while the execution is paused", async () => {
  const [server] = await bench.freeServers(1);
  const { id } = await startGated(bench, [server], { gates: [AGENT, ALARM], stableSeconds: 6 });
  const isStable = (seen: ExecutionView) => (serversIn(seen)[0]?.stableSince ?? null) !== null;
  const before = await bench.until(id, "It does not become stable", isStable);
  await pauseExecution(bench.ctx, { executionId: id, comment: "Look" });
  const credentials = await bench.credentialsFor(server.accountId);
  const ec2 = new EC2Client({ region: server.region, endpoint: bench.aws.url, credentials });
  const InstanceIds = [serversIn(before)[0]?.recoveryInstanceId ?? ""];
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  // The agent's gate may have noticed it first and then keeps its own words; the alarm knows nothing of it.
  const stopped = await says(id, ALARM, "EC2's status checks failed after it had passed.");
  expect(serversIn(stopped)[0]).toMatchObject({ status: "LAUNCHED", stableSince: null });
  await waitUntil(
    () =>
      ec2.send(new StartInstancesCommand({ InstanceIds })).then(
        () => true,
        () => false,
      ),
    { what: "The instance does not start again", seconds: 60 },
  );
  const seen = await bench.until(id, "It is not healthy", (view) => serversIn(view)[0]?.status === "HEALTHY");
  expect(Date.parse(serversIn(seen)[0]?.stableSince ?? "")).toBeGreaterThan(
    Date.parse(serversIn(before)[0]?.stableSince ?? ""),
  );
});

test("an address that does not answer is given five seconds", async () => {
  const [server] = await bench.freeServers(1);
  const { accountId, sourceServerId } = server;
  await setCheckCidrs(bench.ctx, { accountId }, { checkCidrs: ["127.0.0.0/8"] });
  await bench.aws.addFault({ service: "ec2", sourceServerId, effect: { kind: "private-ip", address: "127.0.0.1" } });
  const check = workerCheck(sitePort(), "/silent");
  const { id } = await startGated(bench, [server], { gates: [check, AGENT] });
  const seen = await says(id, check, "no answer within 5 s");
  expect(wordsOf(seen, AGENT)).toContain("online");
  await passTime(bench, id);
  expect((await bench.untilEnded(id)).status).toBe("FAILED");
});
