import { expect, test } from "vitest";

import { waveActions } from "#lib/domain/actions/testing/actions.ts";
import { WaveActions } from "#lib/domain/actions/action.ts";

import {
  actionGroups,
  actionInputs,
  addAction,
  draftActions,
  editAction,
  freeName,
  moveAction,
  placeAction,
  removeAction,
} from "./action-list.ts";
import { typedAction } from "./testing.ts";

const [A, B, C] = [typedAction({ name: "A" }), typedAction({ name: "B" }), typedAction({ name: "C" })] as const;
const D = typedAction({ name: "D", when: "BEFORE" });
const names = (actions: readonly { name: string }[]) => actions.map(({ name }) => name).join(" ");

test("a saved plan comes back as it was saved, whatever its kinds", () => {
  const common = { modes: ["DRILL", "RECOVERY"] };
  const saved = waveActions(
    {
      ...common,
      when: "BEFORE",
      group: 0,
      kind: "MANUAL_TASK",
      instructions: "Replay.\nThen say so.",
      assignee: "DBA",
    },
    { ...common, group: 0, kind: "SSM_COMMAND", commands: ["set -e", "", "echo {{ servers.hostname }}"] },
    { ...common, group: 0, kind: "SSM_COMMAND", documentName: "Mine-Own", parameters: { A: ["1", "2"], B: [] } },
    {
      ...common,
      group: 1,
      kind: "SSM_AUTOMATION",
      documentName: "Auto",
      parameters: { Id: ["a\nb"] },
      region: "eu-west-1",
    },
    { ...common, group: 2, kind: "LAMBDA", functionName: "warm", payload: { list: ["{{ plan.name }}", 1, null] } },
    { ...common, group: 3, kind: "WEBHOOK", url: "https://a.example/x", secretName: "s", headers: { "X-A": "b" } },
    {
      ...{ ...common, group: 4, kind: "HTTP_CHECK", url: "http://a.example/", bodyContains: "ok" },
      expectedStatus: [
        { from: 200, to: 299 },
        { from: 404, to: 404 },
      ],
    },
    { ...common, group: 5, kind: "TCP_CHECK", host: "{{ servers.privateIp }}", port: 5432 },
    { ...common, group: 6, kind: "CLOUDWATCH_ALARM", alarmNames: ["one", "two"], accountId: "111122223333" },
    {
      ...{ ...common, group: 7, kind: "ROUTE53_RECORD", hostedZoneId: "Z1", recordName: "a.example", recordType: "A" },
      values: ["{{ servers.privateIp }}"],
    },
    { ...common, group: 8, kind: "WAIT", seconds: 30 },
  );
  expect(WaveActions.parse(actionInputs(draftActions(saved)))).toEqual(saved);
});

test("groups are read in the order of their numbers and sent from 0, those side by side together", () => {
  const saved = waveActions(
    { name: "last", group: 9 },
    { name: "first", group: 2 },
    { name: "beside", group: 2 },
    { name: "earlier", when: "BEFORE", group: 5 },
  );
  const draft = draftActions(saved);
  expect(names(draft)).toBe("earlier first beside last");
  expect(actionGroups(draft, "AFTER").map(names)).toEqual(["first beside", "last"]);
  expect(actionInputs(draft).map(({ group }) => group)).toEqual([0, 0, 0, 1]);
});

test("an action moves within its stage and stops at its ends", () => {
  expect(names(moveAction([A, B, C], C.id, -1))).toBe("A C B");
  const list = [D, A, B];
  expect(moveAction(list, A.id, -1)).toBe(list);
  expect(moveAction(list, B.id, 1)).toBe(list);
});

test("dropped in the other stage it belongs to that, at the place where it was dropped", () => {
  const moved = placeAction([D, A, B], B.id, { when: "BEFORE", place: 0 });
  expect(names(moved)).toBe("B D A");
  expect(moved[0]?.when).toBe("BEFORE");
});

test("the first of a stage has none before it to run together with", () => {
  const list = addAction([A], { ...B, isBeside: true });
  expect(actionGroups(list, "AFTER").map(names)).toEqual(["A B"]);
  expect(removeAction(list, A.id)[0]?.isBeside).toBe(false);
  expect(editAction(list, B.id, { when: "BEFORE" })[0]?.isBeside).toBe(false);
});

test("a new name is one that the wave does not have", () => {
  expect(freeName([A], "Wait")).toBe("Wait");
  expect(
    freeName(
      [
        { ...A, name: "wait" },
        { ...B, name: "Wait 2" },
      ],
      "Wait",
    ),
  ).toBe("Wait 3");
});
