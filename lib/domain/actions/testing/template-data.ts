import fc from "fast-check";

import type { TemplateData, TemplateServer } from "#lib/domain/actions/template-data.ts";

export const WEB: TemplateServer = {
  hostname: "web-01",
  sourceServerId: "s-11111111111111111",
  instanceId: "i-0aaa",
  privateIp: "10.0.0.1",
  publicIp: "52.94.236.248",
};

export const DB: TemplateServer = {
  hostname: "db-01",
  sourceServerId: "s-22222222222222222",
  instanceId: "i-0bbb",
  privateIp: "10.0.0.2",
  publicIp: null,
};

/** An execution after the launch of two servers, with one action that is over and one that is not. */
export const DATA: TemplateData = {
  execution: { id: "7d3c2d0e-0000-4000-8000-000000000001", type: "DRILL" },
  plan: { name: "Shop" },
  wave: { number: 2, name: "Web tier" },
  servers: [WEB, DB],
  outputs: [
    { action: "Ticket", output: { number: "CHG-1", ids: ["a", "b"], "step.Result": "fine" } },
    { action: "Later", output: null },
  ],
};

/** The data with one output that holds a value: `{{ action("X").output.value }}`. */
export function withValue(value: string): TemplateData {
  return { ...DATA, outputs: [{ action: "X", output: { value } }] };
}

export const X = '{{ action("X").output.value }}';

const HOSTILE = [
  ..."'\"`$(){}[]<>|&;#!*?~\\=%^@/.:, \t\n\r-_aZ0".split(""),
  "$(id)",
  "`id`",
  "{{",
  "}}",
  "{{ plan.name }}",
  "{{ssm:secret}}",
  "../",
  "%2e%2e",
  "%00",
  "\u2018\u2019\u201A\u201B\u201C\u201D",
  "é",
  "😀",
  "\u202E",
  "\u00A0",
  "EOF",
  "--",
  "rm -rf /",
];

/** Text made to break out of whatever it is put into; never NUL, which is refused. */
export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "").toWellFormed()),
);
