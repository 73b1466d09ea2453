import { expect, test } from "vitest";

import { actionProblems } from "./action-problems.ts";
import { isFilled } from "./is-filled.ts";
import { typedAction } from "./testing.ts";

function problemsOf(given: Parameters<typeof typedAction>[0]) {
  const action = typedAction(given);
  const problems = actionProblems([action]);
  return Object.fromEntries([...problems].map(([key, words]) => [key.replace(`${action.id}/`, ""), words]));
}

test("a sound action has no problem", () => {
  expect(problemsOf({})).toEqual({});
});

test("what is empty is asked for, at its field", () => {
  expect(problemsOf({ seconds: null })).toEqual({ seconds: "Fill this in." });
  expect(problemsOf({ kind: "SSM_COMMAND" })).toEqual({ script: "Fill this in." });
  expect(problemsOf({ kind: "TCP_CHECK", host: "a.example", port: 70_000 })).toEqual({ port: "At most 65535." });
  expect(problemsOf({ timeoutSeconds: 5 })).toEqual({ timeoutSeconds: "At least 10." });
  expect(problemsOf({ modes: [] })).toEqual({ modes: "An action runs in drills, in recoveries or in both." });
});

test("text that should be something else is told as typed", () => {
  expect(problemsOf({ kind: "LAMBDA", functionName: "warm", payload: "{ host: 1 }" })).toEqual({
    payload: "This is not JSON. Names go between quotation marks.",
  });
  expect(problemsOf({ kind: "HTTP_CHECK", url: "http://a.example/", expectedStatus: "fine" })).toEqual({
    expectedStatus: "Write numbers and ranges, as in 200-299, 404.",
  });
  const headers = [
    { name: "X-A", value: "1" },
    { name: "x-a", value: "2" },
  ];
  expect(problemsOf({ kind: "WEBHOOK", url: "https://a.example/", secretName: "s", headers })).toEqual({
    headers: "A header is named twice.",
  });
});

test("a template's problem says in which line", () => {
  const found = problemsOf({ kind: "SSM_COMMAND", script: "set -e\necho {{ nobody }}" });
  expect(found["script"]).toMatch(/^Line 2: There is no "nobody"/);
});

test("what is not there yet, or not over, is known before it runs", () => {
  const early = typedAction({ kind: "TCP_CHECK", when: "BEFORE", host: "{{ servers.privateIp }}", port: 22 });
  expect([...actionProblems([early]).values()]).toEqual(['"privateIp" is not known before the launch of the wave.']);
  const use = typedAction({ kind: "TCP_CHECK", host: '{{ action("Later").output.x }}', port: 22 });
  const later = typedAction({ name: "Later" });
  expect(actionProblems([use, later]).get(`${use.id}/host`)).toBe(
    'The action "Later" is not over when this one starts.',
  );
});

test("two of one name are told at the second", () => {
  const [first, second] = [typedAction({ name: "Wait" }), typedAction({ name: "wait" })];
  expect([...actionProblems([first, second]).keys()]).toEqual([`${second.id}/name`]);
});

test("a server that the wave does not have is told only where its servers are known", () => {
  const check = typedAction({ kind: "TCP_CHECK", host: '{{ server("web-09").privateIp }}', port: 22 });
  expect(actionProblems([check]).size).toBe(0);
  const servers = [{ hostname: "web-01", sourceServerId: "s-1" }];
  expect([...actionProblems([check], servers).values()]).toEqual(['The wave has no server "web-09".']);
});

test("a field is judged once there is something in it, a list once each of its rows is complete", () => {
  expect(isFilled(typedAction({ seconds: null }), "seconds")).toBe(false);
  const automation = typedAction({ kind: "SSM_AUTOMATION", parameters: [{ name: "", value: "" }] });
  expect(isFilled(automation, "parameters")).toBe(false);
  expect(isFilled({ ...automation, parameters: [{ name: "A", value: "b" }] } as typeof automation, "parameters")).toBe(
    true,
  );
});
