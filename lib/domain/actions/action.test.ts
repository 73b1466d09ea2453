import { describe, expect, test } from "vitest";

import { ActionInput, timeLimitSeconds, WaveActions } from "./action.ts";
import { isRepeatable, MAX_ACTIONS } from "./action-kind.ts";
import { shellOfDocument } from "./action-kinds.ts";
import { actionInput, idOf, waveActions } from "./testing/actions.ts";

const KINDS: Record<string, Record<string, unknown>> = {
  SSM_AUTOMATION: { documentName: "My-Runbook", parameters: { InstanceIds: ["{{ servers.instanceId }}"] } },
  SSM_COMMAND: { commands: ["systemctl restart {{ plan.name }}"] },
  LAMBDA: { functionName: "warm-up:live", payload: { ids: "{{ servers.instanceId }}" } },
  WEBHOOK: { url: "https://hooks.example.com/{{ execution.id }}", secretName: "drs/hooks", body: { text: "hi" } },
  HTTP_CHECK: { url: 'http://{{ server("web-01").privateIp }}:8080/health' },
  TCP_CHECK: { host: "{{ servers.privateIp }}", port: 443 },
  CLOUDWATCH_ALARM: { alarmNames: ["web-5xx"] },
  ROUTE53_RECORD: {
    hostedZoneId: "Z0123456789ABC",
    recordName: "www.example.com",
    recordType: "A",
    values: ["{{ servers.privateIp }}"],
  },
  WAIT: { seconds: 60 },
  MANUAL_TASK: {
    instructions: "Look at {{ plan.name }}",
    inputs: [{ name: "ticket", label: "Ticket", required: true }],
    escalateAfterMinutes: 10,
    expiresAfterMinutes: 60,
  },
};

function problemsOf(fields: Record<string, unknown>): string[] {
  const parsed = ActionInput.safeParse(actionInput(fields));
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function of(kind: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind, ...KINDS[kind], ...fields };
}

describe("an action", () => {
  test.each(Object.keys(KINDS))("of kind %s is accepted, and unknown fields are not", (kind) => {
    expect(problemsOf(of(kind))).toEqual([]);
    expect(problemsOf(of(kind, { extra: 1 }))).toHaveLength(1);
  });

  test("has defaults for what is not said, but never runs in a mode that is not named", () => {
    expect(waveActions({})[0]).toMatchObject({ timeoutSeconds: 600, retries: 0, onFailure: "ASK", group: 0 });
    expect(problemsOf({ modes: undefined })).toHaveLength(1);
    expect(problemsOf({ modes: [] })).toEqual(["modes: An action runs in drills, in recoveries or in both."]);
  });

  test.each([
    [{ id: "1" }, "id"],
    [{ name: " " }, "name"],
    [{ when: "DURING" }, "when"],
    [{ timeoutSeconds: 9 }, "timeoutSeconds"],
    [{ timeoutSeconds: 86_401 }, "timeoutSeconds"],
    [{ retries: 4 }, "retries"],
    [{ group: 1.5 }, "group"],
    [{ kind: "SHELL" }, "kind"],
    [{ seconds: 86_401 }, "seconds"],
  ])("is refused with %j", (fields, path) => {
    expect(problemsOf(fields)[0]).toMatch(new RegExp(`^${path}: `));
  });

  test.each([
    [of("SSM_AUTOMATION", { documentName: "a b" }), "documentName: This is not the name of an SSM document."],
    [of("SSM_AUTOMATION", { parameters: { A: ["{{ nope }}"] } }), "parameters.A.0: There is no"],
    [of("SSM_AUTOMATION", { region: "mars-1" }), "region: "],
    [of("SSM_COMMAND", { commands: undefined }), "commands: A command needs a line."],
    [of("SSM_COMMAND", { commands: ["a", 'b "{{ plan.name }}"'] }), "commands.1: Values are quoted by themselves"],
    [of("SSM_COMMAND", { parameters: { commands: ["rm {{ plan.name }}"] } }), "parameters: AWS-RunShellScript takes"],
    [of("SSM_COMMAND", { documentName: "AWS-RunPatchBaseline" }), "commands: AWS-RunPatchBaseline takes parameters"],
    [of("SSM_COMMAND", { commands: Array<string>(20).fill("x".repeat(2000)) }), "commands: A script can have"],
    [of("SSM_COMMAND", { targetServerIds: [] }), "targetServerIds: Choose at least one server."],
    [of("LAMBDA", { functionName: "a b" }), "functionName: This is not"],
    [of("LAMBDA", { payload: { a: "{{ nope }}" } }), "payload.a: There is no"],
    [of("WEBHOOK", { url: "http://hooks.example.com" }), "url: A URL starts with https://"],
    [of("WEBHOOK", { url: "https://{{ plan.name }}.example.com" }), "url: The host of a webhook is written out"],
    [of("WEBHOOK", { method: "DELETE" }), "method: "],
    [of("WEBHOOK", { headers: { Authorization: "Bearer x" } }), "headers.Authorization: "],
    [of("WEBHOOK", { headers: { "a b": "x" } }), "headers.a b: "],
    [of("WEBHOOK", { secretName: "not a name" }), "secretName: This is not the name of a secret."],
    [of("HTTP_CHECK", { expectedStatus: [{ from: 300, to: 200 }] }), "expectedStatus.0: A range goes upwards."],
    [of("HTTP_CHECK", { bodyContains: "{{ plan.name }}" }), "bodyContains: Names between braces"],
    [of("TCP_CHECK", { port: 0 }), "port: "],
    [of("CLOUDWATCH_ALARM", { alarmNames: [] }), "alarmNames: Name at least one alarm."],
    [of("ROUTE53_RECORD", { hostedZoneId: "X1" }), "hostedZoneId: A hosted zone id looks like"],
    [of("ROUTE53_RECORD", { recordName: "a..b" }), "recordName: This is not the name of a DNS record."],
    [of("ROUTE53_RECORD", { recordType: "MX" }), "recordType: "],
    [of("ROUTE53_RECORD", { values: [] }), "values: A record needs a value."],
    [of("MANUAL_TASK", { escalateAfterMinutes: 60 }), "escalateAfterMinutes: A task is escalated before it expires."],
    [of("MANUAL_TASK", { inputs: [{ name: "a b", label: "x" }] }), "inputs.0.name: "],
    [of("MANUAL_TASK", { inputs: Array(2).fill({ name: "a", label: "x" }) }), "inputs: An input is named twice."],
  ])("is refused where it makes no sense: %j", (fields, problem) => {
    expect(problemsOf(fields).join("\n")).toContain(problem);
  });

  test.each([
    of("ROUTE53_RECORD", { recordName: "*.example.com." }),
    of("LAMBDA", { functionName: "arn:aws:lambda:us-gov-west-1:123456789012:function:f:$LATEST" }),
    of("SSM_COMMAND", {
      documentName: "AWS-RunPatchBaseline",
      commands: undefined,
      parameters: { Operation: ["Scan"] },
    }),
    of("SSM_COMMAND", { documentName: "AWS-RunPowerShellScript", commands: ["Get-Item {{ plan.name }}"] }),
    of("MANUAL_TASK", { expiresAfterMinutes: undefined }),
  ])("is accepted: %j", (fields) => {
    expect(problemsOf(fields)).toEqual([]);
  });

  test("is kept as it is when it is read and saved again", () => {
    for (const kind of Object.keys(KINDS)) {
      const once = WaveActions.parse([actionInput(of(kind))]);
      expect(WaveActions.parse(once)).toEqual(once);
    }
  });

  test("may be repeated where that does no harm", () => {
    const repeatable = waveActions(...Object.keys(KINDS).map((kind) => of(kind)))
      .map(({ kind }) => kind)
      .filter(isRepeatable);
    expect(repeatable).toEqual(["HTTP_CHECK", "TCP_CHECK", "CLOUDWATCH_ALARM", "ROUTE53_RECORD", "WAIT"]);
  });

  test("has its time, a person the time of the task", () => {
    const [check, wait, task, open] = waveActions(
      of("HTTP_CHECK", { timeoutSeconds: 30 }),
      of("WAIT"),
      of("MANUAL_TASK"),
      of("MANUAL_TASK", { expiresAfterMinutes: undefined }),
    ).map(timeLimitSeconds);
    expect([check, wait, task, open]).toEqual([30, 60, 3600, null]);
  });
});

describe("the actions of a wave", () => {
  test("run one after another unless they are put side by side", () => {
    expect(waveActions({}, {}, { group: 1 }, {}).map(({ group }) => group)).toEqual([0, 1, 1, 3]);
  });

  test("have ids and names of their own", () => {
    const twice = WaveActions.safeParse([
      actionInput({ id: idOf(1), name: "Check" }),
      actionInput({ id: idOf(1), name: "check " }),
    ]);
    expect(twice.error?.issues.map(({ path }) => path.join("."))).toEqual(["1.id", "1.name"]);
  });

  test("are at most fifty", () => {
    const list = Array.from({ length: MAX_ACTIONS + 1 }, () => actionInput());
    expect(WaveActions.safeParse(list.slice(1)).success).toBe(true);
    expect(WaveActions.safeParse(list).error?.issues[0]?.message).toBe("A wave can have 50 actions.");
  });
});

test("the shell of a document is known by its name, also in an ARN", () => {
  expect(shellOfDocument("AWS-RunShellScript")).toBe("POSIX");
  expect(shellOfDocument("arn:aws:ssm:eu-west-1::document/AWS-RunPowerShellScript")).toBe("POWERSHELL");
  expect(shellOfDocument("AWS-RunPatchBaseline")).toBeNull();
  expect(shellOfDocument("constructor")).toBeNull();
});
