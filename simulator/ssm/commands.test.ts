import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CancelCommandCommand,
  GetCommandInvocationCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SendCommandCommand,
  type GetCommandInvocationResult,
  type SendCommandRequest,
} from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";
import { launch, launchManaged } from "./test-instances.ts";

describe("Run Command", () => {
  let bench: Bench;
  let first: string;
  let second: string;

  beforeAll(async () => {
    bench = await startBench();
    [first, second] = [await launchManaged(bench, "pay-core-01"), await launchManaged(bench, "pay-core-02")];
  });
  afterEach(() => bench.control("DELETE", "/outcomes"));
  afterAll(() => bench.close());

  async function send(input: Partial<SendCommandRequest> = {}): Promise<string> {
    const { Command } = await bench.ssm().send(
      new SendCommandCommand({
        DocumentName: "AWS-RunShellScript",
        Parameters: { commands: ["systemctl is-active orders"] },
        ...(input.Targets === undefined && { InstanceIds: [first] }),
        ...input,
      }),
    );
    return Command?.CommandId ?? "";
  }

  const script = (outcome: object, match: object = {}) =>
    bench.control("POST", "/outcomes", { service: "ssm", ...match, outcome });

  const LASTING = { Parameters: { commands: ["sleep infinity"], executionTimeout: ["2592000"] } };

  async function invocation(CommandId: string, InstanceId = first): Promise<GetCommandInvocationResult | undefined> {
    try {
      return await bench.ssm().send(new GetCommandInvocationCommand({ CommandId, InstanceId }));
    } catch (error) {
      if ((error as Error).name === "InvocationDoesNotExist") return undefined;
      throw error;
    }
  }

  const inStatus = (commandId: string, details: string, instanceId?: string) =>
    until(async () => {
      const found = await invocation(commandId, instanceId);
      return found?.StatusDetails === details ? found : undefined;
    });

  async function command(CommandId: string) {
    const { Commands } = await bench.ssm().send(new ListCommandsCommand({ CommandId }));
    return Commands?.[0];
  }

  test("runs a script that finds everything in order", async () => {
    const commands = ["curl -sI http://localhost:8080/health", "systemctl is-active orders", 'echo "all well"'];
    const id = await send({ Parameters: { commands }, Comment: "smoke test" });
    const ended = await inStatus(id, "Success");
    expect(ended).toMatchObject({
      ...{ Status: "Success", ResponseCode: 0, PluginName: "aws:runShellScript", Comment: "smoke test" },
      StandardOutputContent: "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nactive\nall well\n",
      ...{ StandardErrorContent: "", ExecutionElapsedTime: expect.stringMatching(/^PT[\d.]+S$/) as string },
    });
    expect(await command(id)).toMatchObject({
      ...{ Status: "Success", TargetCount: 1, CompletedCount: 1, ErrorCount: 0, TimeoutSeconds: 3600 },
      RequestedDateTime: expect.any(Date) as Date,
    });
  });

  test("is pending when sent, and its invocation exists a moment later", async () => {
    await bench.control("POST", "/clock", { speed: 0.001 });
    const id = await send();
    expect(
      await refusal(bench.ssm().send(new GetCommandInvocationCommand({ CommandId: id, InstanceId: first }))),
    ).toMatchObject({ name: "InvocationDoesNotExist", status: 400 });
    expect(await command(id)).toMatchObject({ Status: "Pending", StatusDetails: "Pending", CompletedCount: 0 });
    await bench.control("POST", "/clock", { speed: 50_000 });
    await inStatus(id, "Success");
  });

  test("cannot be told apart when it is repeated: there is no token", async () => {
    const ids = [await send(), await send()];
    expect(new Set(ids).size).toBe(2);
  });

  test.each([
    ["Failed", { exitCode: 3, standardError: "no route to host" }, { Status: "Failed", ResponseCode: 3 }],
    ["ExecutionTimedOut", { status: "TimedOut" }, { Status: "TimedOut", ResponseCode: -1 }],
    ["ExecutionTimedOut", { status: "Success", seconds: 3601 }, { Status: "TimedOut", ResponseCode: -1 }],
    ["Cancelled", { status: "Cancelled" }, { Status: "Cancelled", ResponseCode: -1 }],
    ["Undeliverable", { status: "Undeliverable" }, { Status: "Failed", ResponseCode: -1 }],
  ])("ends %s when it was scripted: %j", async (details, outcome, expected) => {
    await script({ status: "Failed", ...outcome }, { contains: "is-active", documentName: "AWS-RunShellScript" });
    const id = await send();
    expect(await inStatus(id, details)).toMatchObject(expected);
    expect((await command(id))?.StatusDetails).toBe(details);
  });

  test("applies a rule to its instance, and as often as it says", async () => {
    await script({ status: "Failed" }, { instanceId: second, times: 1 });
    const both = { InstanceIds: [first, second] };
    const id = await send(both);
    expect(await inStatus(id, "Failed", second)).toMatchObject({
      StandardErrorContent: "failed to run commands: exit status 1",
    });
    await inStatus(id, "Success");
    expect(await command(id)).toMatchObject({ Status: "Failed", CompletedCount: 2, ErrorCount: 1 });
    expect(await inStatus(await send(both), "Success", second)).toMatchObject({ ResponseCode: 0 });
  });

  test("succeeds incompletely when no more than MaxErrors fail", async () => {
    await script({ status: "Failed" }, { instanceId: first });
    const id = await send({ InstanceIds: [first, second], MaxErrors: "50%" });
    await until(async () => (await command(id))?.StatusDetails === "Incomplete");
  });

  test("stops sending after MaxErrors, one instance at a time", async () => {
    await script({ status: "Failed" }, { instanceId: first });
    const id = await send({ InstanceIds: [first, second], MaxConcurrency: "1" });
    expect(await inStatus(id, "Terminated", second)).toMatchObject({ ResponseCode: -1, StandardOutputContent: "" });
    expect(await command(id)).toMatchObject({ Status: "Failed", StatusDetails: "Failed", ErrorCount: 1 });
  });

  test("cuts its output as SSM does", async () => {
    await script({ standardOutput: "o".repeat(30_000), standardError: "e".repeat(9000) });
    const id = await send();
    const { StandardOutputContent: output = "", StandardErrorContent: error = "" } = await inStatus(id, "Success");
    expect([output.length, output.slice(-22)]).toEqual([24_000, "oo--output truncated--"]);
    expect(error).toHaveLength(8000);
    const list = new ListCommandInvocationsCommand({ CommandId: id, Details: true });
    const [plugin] = (await bench.ssm().send(list)).CommandInvocations?.[0]?.CommandPlugins ?? [];
    expect(plugin?.Output).toHaveLength(2500);
    expect(plugin).toMatchObject({ Name: "aws:runShellScript", Status: "Success", ResponseCode: 0 });
  });

  test("is cancelled on the instances that have not ended", async () => {
    await script({ seconds: 2_000_000 }, { contains: "infinity" });
    const id = await send(LASTING);
    await inStatus(id, "InProgress");
    expect(await command(id)).toMatchObject({ Status: "InProgress", CompletedCount: 0 });
    await bench.ssm().send(new CancelCommandCommand({ CommandId: id }));
    expect(await inStatus(id, "Cancelled")).toMatchObject({ Status: "Cancelled", ResponseCode: -1 });
    expect((await command(id))?.Status).toBe("Cancelled");
    const CommandId = "00000000-0000-4000-a000-000000000000";
    expect((await refusal(bench.ssm().send(new CancelCommandCommand({ CommandId })))).name).toBe("InvalidCommandId");
  });

  test("dies with its instance", async () => {
    const dying = await launchManaged(bench, "pay-core-03");
    await script({ seconds: 2_000_000 }, { contains: "infinity" });
    const id = await send({ ...LASTING, InstanceIds: [dying] });
    await inStatus(id, "InProgress", dying);
    await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [dying] }));
    expect(await inStatus(id, "Terminated", dying)).toMatchObject({ Status: "Failed", ResponseCode: -1 });
    expect((await refusal(send({ InstanceIds: [dying] }))).name).toBe("InvalidInstanceId");
  });

  test("stays what it was when its instance is started again later", async () => {
    const restarted = await launchManaged(bench, "pay-core-05");
    const id = await send({ InstanceIds: [restarted] });
    await inStatus(id, "Success", restarted);
    const instance = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).ec2.instances.get(restarted);
    if (!instance) throw new Error("No instance");
    Object.assign(instance, { launchedAt: bench.sim.clock.now(), runningAt: bench.sim.clock.now() + 20_000 });
    expect((await invocation(id, restarted))?.Status).toBe("Success");
  });

  test("finds its instances by tag", async () => {
    const Targets = [{ Key: "tag:Name", Values: ["pay-core-01", "pay-core-02"] }];
    const id = await send({ Targets });
    await inStatus(id, "Success", second);
    const { CommandInvocations } = await bench.ssm().send(new ListCommandInvocationsCommand({ CommandId: id }));
    expect(CommandInvocations?.map((each) => each.InstanceName)).toEqual(["pay-core-01", "pay-core-02"]);
    const nowhere = await send({ Targets: [{ Key: "tag:Name", Values: ["nobody"] }] });
    expect(await command(nowhere)).toMatchObject({ TargetCount: 0, StatusDetails: "NoInstancesInTag" });
  });

  test("is listed newest first, by instance, document and status, in pages", async () => {
    const ids = [await send(), await send(), await send({ InstanceIds: [second] })];
    for (const id of ids.slice(0, 2)) await inStatus(id, "Success");
    const ssm = bench.ssm();
    const filters = [
      { key: "Status" as const, value: "Success" },
      { key: "DocumentName" as const, value: "AWS-RunShellScript" },
    ];
    const request = { InstanceId: first, Filters: filters, MaxResults: 1 };
    const page = await ssm.send(new ListCommandsCommand(request));
    const next = await ssm.send(new ListCommandsCommand({ ...request, NextToken: page.NextToken }));
    expect([page, next].map((each) => each.Commands?.[0]?.CommandId)).toEqual([ids[1], ids[0]]);
    const broken = refusal(ssm.send(new ListCommandsCommand({ NextToken: "else" })));
    expect((await broken).name).toBe("InvalidNextToken");
  });

  test.each<[string, Partial<SendCommandRequest>]>([
    ["InvalidDocument", { DocumentName: "Nobodys-Document" }],
    ["InvalidDocument", { DocumentName: "AWS-RestartEC2Instance" }],
    ["InvalidInstanceId", { InstanceIds: ["i-0123456789abcdef0"] }],
    ["UnsupportedPlatformType", { DocumentName: "AWS-RunPowerShellScript" }],
    ["InvalidParameters", { Parameters: {} }],
    ["InvalidParameters", { Parameters: { commands: ["true"], shell: ["zsh"] } }],
    ["InvalidTarget", { Targets: [{ Key: "colour", Values: ["red"] }] }],
    ["ValidationException", { Comment: "x".repeat(101) }],
    ["ValidationException", { TimeoutSeconds: 29 }],
  ])("is refused with %s: %j", async (name, input) => {
    expect(await refusal(send(input))).toMatchObject({ name, status: 400 });
  });

  test("names the instances that cannot take it", async () => {
    const { message } = await refusal(send({ InstanceIds: [first, "i-0123456789abcdef0"] }));
    expect(message).toBe("Instances [[i-0123456789abcdef0]] not in a valid state for account 222233334444");
    const effect = { kind: "unhealthy" };
    await bench.control("POST", "/faults", { service: "ec2", times: 1, effect });
    const unhealthy = await launch(bench, "pay-core-04");
    expect((await refusal(send({ InstanceIds: [unhealthy] }))).name).toBe("InvalidInstanceId");
  });

  test("runs documents of the account, and PowerShell on Windows", async () => {
    const document = { ...PAYMENTS, name: "Orders-Check", documentType: "Command", parameters: ["depth"] };
    await bench.control("POST", "/documents", document);
    await script({ standardOutput: "17 orders" }, { documentName: "Orders-Check", contains: "deep" });
    const id = await send({ DocumentName: "Orders-Check", Parameters: { depth: ["deep"] } });
    expect((await inStatus(id, "Success")).StandardOutputContent).toBe("17 orders");
    const windows = await launchManaged(bench, "erp-web-01", ERP);
    const commands = ["Test-NetConnection erp-ora-01 -Port 1521"];
    const sent = await bench.ssm(ERP).send(
      new SendCommandCommand({
        DocumentName: "AWS-RunPowerShellScript",
        InstanceIds: [windows],
        Parameters: { commands },
      }),
    );
    const { CommandId } = sent.Command ?? {};
    const details = await until(async () => {
      const list = new ListCommandInvocationsCommand({ CommandId, Details: true });
      const [found] = (await bench.ssm(ERP).send(list)).CommandInvocations ?? [];
      return found?.Status === "Success" ? found : undefined;
    });
    expect(details.CommandPlugins?.[0]?.Output).toBe("TcpTestSucceeded : True\r\n");
  });
});
