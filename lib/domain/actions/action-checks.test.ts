import { describe, expect, test } from "vitest";

import { problemsOfActions, templatesOf } from "./action-checks.ts";
import { DB, WEB } from "./testing/template-data.ts";
import { waveActions } from "./testing/actions.ts";

const SERVERS = [WEB, DB];

function messages(list: Parameters<typeof waveActions>, servers: typeof SERVERS | null = SERVERS): string[] {
  return problemsOfActions(waveActions(...list), servers).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function task(fields: Record<string, unknown>): Record<string, unknown> {
  return { kind: "MANUAL_TASK", instructions: "Do it", ...fields };
}

const READS = '{{ action("Ticket").output.number }}';

describe("what a plan tells of an action before it runs", () => {
  test("is nothing where all is fine", () => {
    const ticket = task({ name: "Ticket", when: "BEFORE", inputs: [{ name: "number", label: "Number" }] });
    expect(messages([ticket, task({ instructions: `${READS} {{ servers.privateIp }} {{ plan.name }}` })])).toEqual([]);
  });

  test("names of instances before the launch", () => {
    expect(messages([task({ when: "BEFORE", instructions: "{{ servers.hostname }} {{ servers.publicIp }}" })])).toEqual(
      ['instructions: "publicIp" is not known before the launch of the wave.'],
    );
    expect(messages([{ kind: "SSM_COMMAND", commands: ["id"], when: "BEFORE" }])[0]).toContain(
      "when: A command runs on",
    );
  });

  test("servers that the wave does not have", () => {
    expect(messages([task({ instructions: '{{ server("web-09").hostname }}' })])).toEqual([
      'instructions: The wave has no server "web-09".',
    ]);
    expect(messages([task({ instructions: '{{ server("web-09").hostname }}' })], null)).toEqual([]);
    expect(messages([task({ instructions: '{{ server("WEB-01").hostname }}' })], [WEB, WEB])[0]).toContain("2 servers");
    const foreign = { kind: "SSM_COMMAND", commands: ["id"], targetServerIds: ["s-33333333333333333"] };
    expect(messages([foreign])).toEqual(["targetServerIds.0: The wave has no server s-33333333333333333."]);
  });

  test("outputs that are not there by then", () => {
    const reader = task({ instructions: READS });
    const ticket = { kind: "LAMBDA", name: "Ticket", functionName: "f" };
    expect(messages([reader])).toEqual(['instructions: The wave has no action "Ticket".']);
    expect(messages([reader, ticket])).toEqual(['instructions: The action "Ticket" is not over when this one starts.']);
    expect(
      messages([
        { ...ticket, group: 1 },
        { ...reader, group: 1 },
      ]),
    ).toHaveLength(1);
    expect(messages([ticket, { ...reader, when: "BEFORE" }])).toHaveLength(1);
    expect(
      messages([
        { ...ticket, when: "BEFORE", group: 9 },
        { ...reader, group: 0 },
      ]),
    ).toEqual([]);
    expect(messages([{ ...ticket, modes: ["RECOVERY"] }, reader])).toEqual([
      'instructions: The action "Ticket" does not run in a drill.',
    ]);
    expect(messages([task({ name: "Ticket" }), reader])).toEqual([
      'instructions: The task "Ticket" does not ask for "number".',
    ]);
  });
});

test("every template of every kind is looked at", () => {
  const actions = waveActions(
    { kind: "SSM_AUTOMATION", documentName: "Doc", parameters: { A: ["a"] } },
    { kind: "SSM_COMMAND", commands: ["b"] },
    { kind: "SSM_COMMAND", documentName: "Doc", parameters: { B: ["c"] } },
    { kind: "LAMBDA", functionName: "f", payload: { x: ["d"] } },
    { kind: "WEBHOOK", url: "https://e.example", headers: { "X-F": "f" }, body: ["g"], secretName: "s" },
    { kind: "HTTP_CHECK", url: "https://h.example" },
    { kind: "TCP_CHECK", host: "i", port: 1 },
    { kind: "CLOUDWATCH_ALARM", alarmNames: ["no"] },
    { kind: "ROUTE53_RECORD", hostedZoneId: "Z1", recordName: "a", recordType: "A", values: ["j"] },
    { seconds: 1 },
    task({ instructions: "k" }),
  );
  expect(actions.flatMap(templatesOf).map(({ path, text }) => `${path.join(".")}=${text}`)).toEqual([
    "parameters.A.0=a",
    "commands.0=b",
    "parameters.B.0=c",
    "payload.x.0=d",
    "url=https://e.example",
    "headers.X-F=f",
    "body.0=g",
    "url=https://h.example",
    "host=i",
    "values.0=j",
    "instructions=k",
  ]);
});
