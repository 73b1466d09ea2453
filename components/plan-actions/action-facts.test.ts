import { expect, test } from "vitest";

import { actionCounts, mainFact, modeTag } from "./action-facts.ts";
import { insertableNames } from "./insertable-names.ts";
import { typedAction } from "./testing.ts";

test("the main fact is who does it, how long it waits, or how long it may take", () => {
  expect(mainFact(typedAction({ kind: "MANUAL_TASK" }))).toEqual({ words: "Nobody", isMissing: true });
  expect(mainFact(typedAction({ kind: "MANUAL_TASK", assignee: "Ledger" })).words).toBe("Ledger");
  expect(mainFact(typedAction({ seconds: 30 })).words).toBe("After 30 s");
  expect(mainFact(typedAction({ kind: "SSM_COMMAND" })).words).toBe("10 min");
});

test("a mode is told where it is not both", () => {
  expect(modeTag(typedAction())).toBeNull();
  expect(modeTag(typedAction({ modes: ["DRILL"] }))).toBe("Drills only");
});

test("tasks are counted apart from what no person does", () => {
  const before = typedAction({ when: "BEFORE" });
  const after = typedAction();
  const task = typedAction({ kind: "MANUAL_TASK" });
  expect(actionCounts([])).toEqual({ tasks: null, others: null });
  expect(actionCounts([task, after])).toEqual({ tasks: "1 task", others: "1 after" });
  expect(actionCounts([before])).toEqual({ tasks: null, others: "1 before" });
  expect(actionCounts([before, after])).toEqual({ tasks: null, others: "2 actions" });
});

test("names are offered that are known when the action runs", () => {
  const task = typedAction({
    kind: "MANUAL_TASK",
    when: "BEFORE",
    name: "Confirm",
    inputs: [{ name: "batch", label: "Batch", required: true }],
  });
  const beside = typedAction({ kind: "SSM_COMMAND", name: "Beside", isBeside: true });
  const drill = typedAction({ kind: "SSM_COMMAND", name: "In drills", modes: ["DRILL"] });
  const use = typedAction({ name: "Use" });
  const actions = [task, drill, use, beside];
  const groups = Object.fromEntries(
    insertableNames(use, actions, "web-01").map(({ title, names }) => [title, names] as const),
  );
  expect(groups["What earlier actions left"]).toEqual(['action("Confirm").output.batch']);
  expect(groups["One server of the wave"]).toContain('server("web-01").privateIp');
  const early = insertableNames(task, actions, null);
  expect(early.flatMap(({ names }) => names)).not.toContain("servers.privateIp");
  expect(early.map(({ title }) => title)).toEqual(["This execution", "Servers of the wave, as a list"]);
});
