import { expect, test } from "vitest";

import { actionRunView } from "#lib/domain/testing/execution.ts";

import { actionFailureTitle, outputTitle, requestText, tryWords, waveActionWords } from "./action-words.ts";

test.each([
  [{ state: "FAILED" }, "“Start the pool” failed"],
  [{ state: "TIMED_OUT" }, "“Start the pool” took too long"],
  [{ state: "UNKNOWN" }, "“Start the pool” may or may not have run"],
  [{ state: "FAILED", kind: "MANUAL_TASK" }, "“Start the pool” could not be done"],
  [{ state: "TIMED_OUT", kind: "MANUAL_TASK" }, "“Start the pool” was not done in time"],
] as const)("%j is called %s", (fields, title) => {
  expect(actionFailureTitle([actionRunView(fields)])).toBe(title);
});

test("several failures are counted", () => {
  expect(actionFailureTitle([actionRunView(), actionRunView()])).toBe("2 actions did not succeed");
});

test("tries are told once there is more than one", () => {
  expect(tryWords({ tries: 0, mostTries: 3 })).toBe("");
  expect(tryWords({ tries: 1, mostTries: 1 })).toBe("");
  expect(tryWords({ tries: 2, mostTries: 3 })).toBe("Try 2 of 3");
  expect(tryWords({ tries: 2, mostTries: 1 })).toBe("Try 2");
});

test("output says what was left out", () => {
  expect(outputTitle({ outputCut: 0 })).toBe("Output");
  expect(outputTitle({ outputCut: 12_345 })).toBe("Output, 12,345 bytes left out");
});

test("a request is read line by line", () => {
  const parameters = { commands: ["set -e", "echo 'a b'"], executionTimeout: ["600"] };
  expect(requestText({ documentName: "AWS-RunShellScript", parameters })).toBe(
    [
      "documentName: AWS-RunShellScript",
      "parameters: ",
      "  commands: ",
      "    set -e",
      "    echo 'a b'",
      "  executionTimeout: 600",
    ].join("\n"),
  );
  expect(requestText({ payload: { list: [1, null] }, none: null })).toBe("payload: \n  list: [1,null]\nnone: null");
  expect(requestText(null)).toBe("");
});

test("a wave says what it has besides its servers", () => {
  expect(waveActionWords([])).toBe("");
  expect(waveActionWords([actionRunView({ kind: "MANUAL_TASK" }), actionRunView(), actionRunView()])).toBe(
    "1 manual task, 2 actions",
  );
});
