import { ListHostedZonesByNameCommand, Route53Client } from "@aws-sdk/client-route-53";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { listEvents } from "#lib/db/execution-events.ts";
import type { ActionInput } from "#lib/domain/actions/action.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { action, runOf } from "./testing/actions.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
let server: SourceServerView;
beforeAll(async () => {
  bench = await openEngineBench();
  [server] = await bench.freeServersNow(1);
  const { accountId, region } = server;
  await bench.aws.addFunction({ accountId, region, functionName: "warm-up" });
});
afterEach(async () => {
  await bench.aws.clearFaults();
  await bench.aws.clearOutcomes();
});
afterAll(() => bench.close());

const ID = { when: "BEFORE", name: "It" };
const AUTOMATION = action({
  ...{
    ...ID,
    kind: "SSM_AUTOMATION",
    documentName: "AWS-StopEC2Instance",
    parameters: { InstanceId: ["i-0123456789abcdef0"] },
  },
});
const FUNCTION = action({ ...ID, kind: "LAMBDA", functionName: "warm-up", payload: { wave: "{{ wave.name }}" } });
const ALARM = action({ ...ID, kind: "CLOUDWATCH_ALARM", alarmNames: ["dr-application-errors"] });

const called = (operation: string, times: number) =>
  waitUntil(async () => (await bench.aws.calls(operation)).length >= times, {
    what: `Nobody called ${operation}`,
    seconds: 60,
  });

async function startWith(one: ActionInput): Promise<string> {
  const [free] = await bench.freeServersNow(1);
  const { id } = await bench.createPlan([[free]], { policy: { actions: [{ ...one, id: crypto.randomUUID() }] } });
  return bench.start(id);
}

const untilOver = (id: string) =>
  bench.until(id, "The action did not end", (seen) => !["PENDING", "RUNNING"].includes(runOf(seen, "It").state));

describe("an automation", () => {
  test.each([
    ["before AWS got the call", "before"],
    ["before AWS's answer came", "after"],
  ])("whose worker is killed %s is started once", async (_words, when) => {
    const before = (await bench.aws.calls("StartAutomationExecution")).length;
    const effect = { kind: "latency", seconds: 30, when };
    await bench.aws.addFault({ service: "ssm", operation: "StartAutomationExecution", times: 1, effect });
    const first = await bench.startWorker();
    const id = await startWith(AUTOMATION);
    await called("StartAutomationExecution", before + 1);
    await first.kill();
    await bench.aws.clearFaults();
    const second = await bench.startWorker();
    expect(runOf(await untilOver(id), "It")).toMatchObject({ state: "SUCCEEDED", tries: 1, mayHaveRunTwice: false });
    // AWS starts nothing twice for one client token.
    const calls = (await bench.aws.calls("StartAutomationExecution")).slice(before);
    const tokens = calls.map(({ request }) => (request as { ClientToken: string }).ClientToken);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens.length).toBeGreaterThan(1);
    await second.stop();
  });

  test("whose worker is killed while it runs is followed by another one", async () => {
    await bench.aws.addOutcome({ service: "ssm", outcome: { seconds: 3_000 } });
    const first = await bench.startWorker();
    const id = await startWith(AUTOMATION);
    await bench.until(id, "It was not sent", (seen) => runOf(seen, "It").request !== null);
    await first.kill();
    const second = await bench.startWorker();
    expect(runOf(await untilOver(id), "It")).toMatchObject({ state: "SUCCEEDED", tries: 1 });
    await second.stop();
  });
});

describe("a function", () => {
  test("whose worker is killed while it runs is not invoked again: nobody knows whether it ran", async () => {
    const before = (await bench.aws.calls("Invoke")).length;
    await bench.aws.addFault({
      service: "lambda",
      operation: "Invoke",
      times: 1,
      effect: { kind: "latency", seconds: 30 },
    });
    const first = await bench.startWorker();
    const id = await startWith(FUNCTION);
    await called("Invoke", before + 1);
    await first.kill();
    const second = await bench.startWorker();
    expect(runOf(await untilOver(id), "It")).toMatchObject({ state: "UNKNOWN", tries: 1 });
    expect((await bench.aws.calls("Invoke")).length).toBe(before + 1);
    await second.stop();
  });

  test("that fails says so in its own words, and one that is throttled is invoked again", async () => {
    const throttled = { kind: "error", status: 429, code: "TooManyRequestsException", message: "Rate exceeded" };
    await bench.aws.addFault({ service: "lambda", operation: "Invoke", times: 2, effect: throttled });
    await bench.aws.addOutcome({
      service: "lambda",
      times: 1,
      outcome: { functionError: "Unhandled", payload: { errorType: "KeyError", errorMessage: "'pool'" } },
    });
    const worker = await bench.startWorker();
    const id = await startWith({ ...FUNCTION, retries: 1 });
    const seen = await bench.until(id, "It did not succeed", (view) => runOf(view, "It").state === "SUCCEEDED");
    expect(runOf(seen, "It")).toMatchObject({ tries: 2, mayHaveRunTwice: false });
    const events = await listEvents(bench.ctx.db, { executionId: id, after: 0, limit: 100 });
    const failed = events.find(({ kind }) => kind === "action.failed");
    expect(failed).toMatchObject({ detail: "KeyError: 'pool'" });
    await worker.stop();
  });
});

test("alarms are waited for until they are OK, by whoever is there; one that does not exist fails at once", async () => {
  const states = [
    { afterSeconds: 0, state: "ALARM" },
    { afterSeconds: 1500, state: "OK" },
  ];
  await bench.aws.addOutcome({ service: "monitoring", alarmName: "dr-application-errors", outcome: { states } });
  const first = await bench.startWorker();
  const id = await startWith(ALARM);
  await bench.until(id, "The alarm was not read", (seen) => (runOf(seen, "It").output ?? "").includes("ALARM"));
  await first.kill();
  const second = await bench.startWorker();
  expect(runOf(await untilOver(id), "It")).toMatchObject({ state: "SUCCEEDED", tries: 1 });
  const missing = await startWith({ ...ALARM, alarmNames: ["no-such-alarm"] } as ActionInput);
  expect(runOf(await untilOver(missing), "It").error).toContain("no alarm no-such-alarm");
  await second.stop();
});

test("a record is written once more by the next worker, and keeps what it was before", async () => {
  const credentials = await bench.credentialsFor(server.accountId);
  const route53 = new Route53Client({ region: server.region, endpoint: bench.aws.url, credentials });
  const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({}));
  const hostedZoneId = HostedZones[0]?.Id?.replace("/hostedzone/", "");
  const record = action({
    ...{ ...ID, kind: "ROUTE53_RECORD", hostedZoneId, recordName: `dr-test.${HostedZones[0]?.Name}`, recordType: "A" },
    values: ["10.1.2.3"],
  });
  const before = (await bench.aws.calls("ChangeResourceRecordSets")).length;
  const effect = { kind: "latency", seconds: 30 };
  await bench.aws.addFault({ service: "route53", operation: "ChangeResourceRecordSets", times: 1, effect });
  const first = await bench.startWorker();
  const id = await startWith(record);
  await called("ChangeResourceRecordSets", before + 1);
  await first.kill();
  await bench.aws.clearFaults();
  const second = await bench.startWorker();
  const seen = runOf(await untilOver(id), "It");
  expect(seen).toMatchObject({ state: "SUCCEEDED", tries: 1, mayHaveRunTwice: false });
  expect(seen.output).toContain("Now: 10.1.2.3");
  await second.stop();
});
