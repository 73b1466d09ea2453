import { ListHostedZonesByNameCommand, Route53Client } from "@aws-sdk/client-route-53";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { ActionInput } from "#lib/domain/actions/action.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import { waitUntil } from "#scripts/stack/wait-until.ts";

import { action } from "./testing/actions.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";
import { PATIENCE_SECONDS } from "./testing/plans.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";

const ALARM = "dr-application-errors";
const NOBODY = 1;

let bench: EngineBench;
let worker: Awaited<ReturnType<EngineBench["startWorker"]>>;
let receiver: Receiver;
let server: SourceServerView;
let zone: { id: string; name: string };

beforeAll(async () => {
  const secrets = { pager: "a-secret-of-the-receiver" };
  bench = await openEngineBench({ workerEnv: { WEBHOOK_SECRETS: JSON.stringify(secrets) } });
  receiver = await startReceiver();
  [server] = await bench.freeServersNow(1);
  const { accountId, region } = server;
  await bench.aws.addFunction({ accountId, region, functionName: "warm-up" });
  const credentials = await bench.credentialsFor(accountId);
  const route53 = new Route53Client({ region, endpoint: bench.aws.url, credentials });
  const { HostedZones: [first] = [] } = await route53.send(new ListHostedZonesByNameCommand({}));
  zone = { id: first?.Id?.replace("/hostedzone/", "") ?? "", name: first?.Name ?? "" };
  worker = await bench.startWorker();
});
afterEach(async () => {
  await bench.aws.clearFaults();
  await bench.aws.clearOutcomes();
});
afterAll(async () => {
  await bench.close();
  receiver.close();
});

type Kind = ActionInput["kind"];
type Fields = Record<string, unknown>;

/** One action of every kind that calls somebody, side by side after a launch, each failing for itself. */
function everyKind(change: Partial<Record<Kind, Fields>> = {}): ActionInput[] {
  const kinds: Partial<Record<Kind, Fields>> = {
    SSM_AUTOMATION: { documentName: "AWS-StopEC2Instance", parameters: { InstanceId: ["{{ servers.instanceId }}"] } },
    SSM_COMMAND: { commands: ["echo up"] },
    LAMBDA: { functionName: "warm-up", payload: {} },
    WEBHOOK: { url: receiver.urlOf("/hook"), secretName: "pager" },
    HTTP_CHECK: { url: receiver.urlOf("/health") },
    TCP_CHECK: { host: "127.0.0.1", port: Number(new URL(receiver.urlOf("/")).port) },
    CLOUDWATCH_ALARM: { alarmNames: [ALARM] },
    ROUTE53_RECORD: {
      ...{ hostedZoneId: zone.id, recordName: `every-kind.${zone.name}`, recordType: "A", values: ["10.1.2.3"] },
    },
  };
  return Object.entries(kinds).map(([kind, fields]) =>
    action({ kind, name: kind, when: "AFTER", group: 0, onFailure: "CONTINUE", ...fields, ...change[kind as Kind] }),
  );
}

async function startWith(actions: ActionInput[]): Promise<string> {
  const servers = await bench.freeServersNow(1);
  const { id } = await bench.createPlan([servers], { policy: { actions } });
  return bench.start(id);
}

async function ends(actions: ActionInput[]): Promise<Record<string, ActionRunView>> {
  return endOf(await startWith(actions));
}

async function endOf(executionId: string): Promise<Record<string, ActionRunView>> {
  const seen = await bench.untilEnded(executionId);
  return Object.fromEntries(seen.waves.flatMap((wave) => wave.actions).map((run) => [run.kind, run]));
}

function statesOf(runs: Record<string, ActionRunView>): Record<string, string> {
  return Object.fromEntries(Object.entries(runs).map(([kind, { state }]) => [kind, state]));
}

function alarmIs(state: "OK" | "ALARM") {
  const outcome = { states: [{ afterSeconds: 0, state }] };
  return bench.aws.addOutcome({ service: "monitoring", alarmName: ALARM, outcome });
}

const CALLS = [
  { service: "ssm", operation: "StartAutomationExecution" },
  { service: "ssm", operation: "SendCommand" },
  { service: "lambda", operation: "Invoke" },
  { service: "monitoring", operation: "DescribeAlarms" },
  { service: "route53", operation: "ChangeResourceRecordSets" },
];

test("every kind succeeds, with its words", async () => {
  await alarmIs("OK");
  const runs = await ends(everyKind());
  for (const run of Object.values(runs)) {
    expect(run).toMatchObject({ state: "SUCCEEDED", tries: 1, mayHaveRunTwice: false, error: null });
    expect(run.output, run.kind).not.toBeNull();
  }
});

test("every kind fails for itself: in the words of who refused it, or when its time is over", async () => {
  await alarmIs("ALARM");
  await bench.aws.addOutcome({ service: "ssm", outcome: { status: "Failed", failureMessage: "no such instance" } });
  const payload = { errorType: "KeyError", errorMessage: "'pool'" };
  await bench.aws.addOutcome({ service: "lambda", outcome: { functionError: "Unhandled", payload } });
  receiver.answer("/broken", (response) => response.writeHead(503).end("not now"));
  const runs = await ends(
    everyKind({
      WEBHOOK: { url: receiver.urlOf("/broken") },
      HTTP_CHECK: { url: receiver.urlOf("/broken"), timeoutSeconds: 10 },
      TCP_CHECK: { port: NOBODY, timeoutSeconds: 10 },
      CLOUDWATCH_ALARM: { timeoutSeconds: 10 },
      ROUTE53_RECORD: { hostedZoneId: "Z0000000000000000000" },
    }),
  );
  expect(statesOf(runs)).toEqual({
    ...{ SSM_AUTOMATION: "FAILED", SSM_COMMAND: "FAILED", LAMBDA: "FAILED", WEBHOOK: "FAILED" },
    ...{ ROUTE53_RECORD: "FAILED", HTTP_CHECK: "TIMED_OUT", TCP_CHECK: "TIMED_OUT", CLOUDWATCH_ALARM: "TIMED_OUT" },
  });
  for (const run of Object.values(runs)) expect(run.error, run.kind).toMatch(/\w/);
  expect(runs["HTTP_CHECK"]?.output).toContain("503");
});

test("every kind that AWS throttles is asked again, and done once", async () => {
  await alarmIs("OK");
  const effect = { kind: "error", status: 400, code: "ThrottlingException", message: "Rate exceeded" };
  for (const call of CALLS) await bench.aws.addFault({ ...call, times: 2, effect });
  const runs = await ends(everyKind());
  for (const run of Object.values(runs)) {
    expect(run, run.kind).toMatchObject({ state: "SUCCEEDED", tries: 1, mayHaveRunTwice: false });
  }
});

test("no kind hangs with who does not answer: each ends with its time, and what may have run says so", async () => {
  const hangs = { kind: "latency", seconds: 600 };
  for (const call of CALLS) await bench.aws.addFault({ ...call, effect: hangs });
  receiver.answer("/silent", () => undefined);
  const inTime = { timeoutSeconds: 10 };
  const silent = { url: receiver.urlOf("/silent"), ...inTime };
  const runs = await ends(
    everyKind({
      ...{ SSM_AUTOMATION: inTime, SSM_COMMAND: inTime, LAMBDA: inTime, CLOUDWATCH_ALARM: inTime },
      ...{ ROUTE53_RECORD: inTime, WEBHOOK: silent, HTTP_CHECK: silent },
    }),
  );
  expect(statesOf(runs)).toEqual({
    ...{ SSM_AUTOMATION: "UNKNOWN", SSM_COMMAND: "UNKNOWN", LAMBDA: "UNKNOWN", WEBHOOK: "UNKNOWN" },
    ...{ ROUTE53_RECORD: "TIMED_OUT", HTTP_CHECK: "TIMED_OUT", CLOUDWATCH_ALARM: "TIMED_OUT", TCP_CHECK: "SUCCEEDED" },
  });
});

test("every kind goes on with another worker when its own is killed; what may have run is not run again", async () => {
  await bench.aws.addOutcome({ service: "ssm", outcome: { seconds: 1500 } });
  await bench.aws.addOutcome({ service: "lambda", outcome: { seconds: 9000 } });
  const states = [
    { afterSeconds: 0, state: "ALARM" },
    { afterSeconds: 6000, state: "OK" },
  ];
  await bench.aws.addOutcome({ service: "monitoring", alarmName: ALARM, outcome: { states } });
  let isUp = false;
  receiver.answer("/slow", (response) => {
    if (isUp) response.end("up");
    else response.writeHead(503).end("not yet");
  });
  receiver.answer("/works", () => undefined);
  const before = (await bench.aws.calls("Invoke")).length;
  const id = await startWith(
    everyKind({
      WEBHOOK: { url: receiver.urlOf("/works") },
      HTTP_CHECK: { url: receiver.urlOf("/slow") },
      // By AWS's clock, which runs fast here.
      SSM_COMMAND: { timeoutSeconds: 3600 },
    }),
  );
  await bench.until(id, "Not everything was sent", (seen) => {
    const sent = seen.waves.flatMap((wave) => wave.actions).filter(({ request }) => request !== null);
    const kinds = sent.map(({ kind }) => kind);
    return receiver.got("/works").length > 0 && kinds.includes("SSM_AUTOMATION") && kinds.includes("SSM_COMMAND");
  });
  await waitUntil(async () => (await bench.aws.calls("Invoke")).length > before, {
    what: "The function was not invoked",
    seconds: PATIENCE_SECONDS,
  });
  await worker.kill();
  isUp = true;
  worker = await bench.startWorker();
  const runs = await endOf(id);
  expect(statesOf(runs)).toEqual({
    ...{ SSM_AUTOMATION: "SUCCEEDED", SSM_COMMAND: "SUCCEEDED", LAMBDA: "UNKNOWN", WEBHOOK: "UNKNOWN" },
    ...{ ROUTE53_RECORD: "SUCCEEDED", HTTP_CHECK: "SUCCEEDED", CLOUDWATCH_ALARM: "SUCCEEDED", TCP_CHECK: "SUCCEEDED" },
  });
  for (const run of Object.values(runs)) expect(run, run.kind).toMatchObject({ tries: 1, mayHaveRunTwice: false });
  expect(receiver.got("/works")).toHaveLength(1);
  expect((await bench.aws.calls("Invoke")).length - before).toBe(1);
});
