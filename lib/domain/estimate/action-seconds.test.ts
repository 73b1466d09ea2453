import { expect, test } from "vitest";

import { type Action, ActionInput } from "#lib/domain/actions/action.ts";

import { actionsSeconds } from "./action-seconds.ts";

function action(fields: object): Action {
  const { group = 0, ...rest } = ActionInput.parse({
    id: crypto.randomUUID(),
    name: "A",
    when: "BEFORE",
    modes: ["DRILL"],
    ...fields,
  });
  return { ...rest, group };
}

function wait(seconds: number, fields: object = {}): Action {
  return action({ kind: "WAIT", seconds, ...fields });
}

test("waits take what they say: side by side in a group, one after the other between groups", () => {
  const waits = [wait(30), wait(60), wait(10, { group: 1 }), wait(99, { when: "AFTER" })];
  expect(actionsSeconds(waits, "DRILL")).toEqual({ before: 70, after: 99 });
});

test("what does not run in this mode takes no time, and anything but a wait takes what the history says", () => {
  const check = action({ kind: "TCP_CHECK", host: "db.example.com", port: 5432, when: "AFTER" });
  expect(actionsSeconds([wait(30, { modes: ["RECOVERY"] }), check], "DRILL")).toEqual({ before: 0, after: "learnt" });
  expect(actionsSeconds([], "DRILL")).toEqual({ before: 0, after: 0 });
});
