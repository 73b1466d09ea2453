import type { SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBench, type Bench } from "#simulator/test-bench.ts";
import { createMachine, endOf, start } from "./test-machines.ts";

describe("data", () => {
  let bench: Bench;
  let sfn: SFNClient;
  let machines = 0;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
  });
  afterAll(() => bench.close());

  const outputOf = async (states: Record<string, unknown>, input: unknown = {}): Promise<unknown> => {
    machines += 1;
    const [startAt = ""] = Object.keys(states);
    const stateMachineArn = await createMachine(sfn, `flow-${machines}`, { StartAt: startAt, States: states });
    const { status, output, cause } = await endOf(sfn, await start(sfn, stateMachineArn, input));
    return status === "SUCCEEDED" ? JSON.parse(output ?? "") : cause;
  };
  const pass = (more: object) => ({ A: { Type: "Pass", End: true, ...more } });

  test.each([
    ["InputPath null is an empty object", { InputPath: null }, {}],
    ["a result takes the place of the input", { Result: 0 }, 0],
    ["ResultPath $ does too", { Result: [1], ResultPath: "$" }, [1]],
    ["ResultPath null throws the result away", { Result: 1, ResultPath: null }, { a: { b: [1, 2] } }],
    ["ResultPath adds to the input", { Result: 1, ResultPath: "$.x.y" }, { a: { b: [1, 2] }, x: { y: 1 } }],
    ["ResultPath reaches into arrays", { Result: 9, ResultPath: "$.a.b[1]" }, { a: { b: [1, 9] } }],
    ["ResultPath takes quoted names", { Result: 1, ResultPath: "$['p.q']" }, { a: { b: [1, 2] }, "p.q": 1 }],
    ["OutputPath selects", { OutputPath: "$.a.b" }, [1, 2]],
    [
      "templates read data and context",
      { Parameters: { "b.$": "$.a.b[0]", "in.$": "$$.Execution.Input.a" } },
      { b: 1, in: { b: [1, 2] } },
    ],
    ["intrinsic functions compute", { Parameters: { "n.$": "States.ArrayLength($.a.b)" } }, { n: 2 }],
  ])("%s", async (_rule, more, output) => {
    expect(await outputOf(pass(more), { a: { b: [1, 2] } })).toEqual(output);
  });

  test("a ResultPath that cannot be reached fails", async () => {
    expect(await outputOf(pass({ Result: 1, ResultPath: "$.a.b" }), { a: "text" })).toContain("Unable to apply");
  });

  test.each([
    [{ Variable: "$.a", IsPresent: false }, {}, "yes"],
    [{ Variable: "$.a", IsPresent: false }, { a: 1 }, "no"],
    [{ Variable: "$.a", IsNull: false }, { a: 1 }, "yes"],
    [{ Not: { Variable: "$.a", IsString: false } }, { a: "text" }, "yes"],
    [
      {
        And: [
          { Variable: "$.a", NumericGreaterThan: 1 },
          { Variable: "$.b", BooleanEquals: true },
        ],
      },
      { a: 2, b: true },
      "yes",
    ],
    [
      {
        Or: [
          { Variable: "$.a", StringEquals: "x" },
          { Variable: "$.a", StringEqualsPath: "$.b" },
        ],
      },
      { a: "y", b: "y" },
      "yes",
    ],
    [{ Variable: "$.a", StringMatches: "log-*.txt" }, { a: "log-1.txt" }, "yes"],
    [{ Variable: "$.a", StringMatches: "log-?.txt" }, { a: "log-1.txt" }, "no"],
  ])("a choice by %j of %j says %s", async (rule, input, answer) => {
    const states = {
      Which: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
      Yes: { Type: "Pass", Result: "yes", End: true },
      No: { Type: "Pass", Result: "no", End: true },
    };
    expect(await outputOf(states, input)).toBe(answer);
  });

  test("states inside a Map see their item, and its state machine's context", async () => {
    const Parameters = {
      "index.$": "$$.Map.Item.Index",
      "value.$": "$$.Map.Item.Value",
      "own.$": "$",
      "state.$": "$$.State.Name",
      "machine.$": "$$.StateMachine.Name",
    };
    const Each = { Type: "Pass", Parameters, End: true };
    const All = {
      ...{ Type: "Map", ItemsPath: "$.items", ItemSelector: { "x.$": "$$.Map.Item.Value", "y.$": "$.y" }, End: true },
      ...{
        ItemProcessor: { StartAt: "Each", States: { Each } },
        ResultPath: "$.results",
        ResultSelector: { "all.$": "$[*].own" },
      },
    };
    const output = await outputOf({ All }, { y: 1, items: ["a", "b"] });
    expect(output).toMatchObject({
      y: 1,
      results: {
        all: [
          { x: "a", y: 1 },
          { x: "b", y: 1 },
        ],
      },
    });
    const plain = { ...All, ResultPath: undefined, ResultSelector: undefined };
    expect(await outputOf({ All: plain }, { y: 1, items: ["a"] })).toMatchObject([
      { index: 0, value: "a", state: "Each", machine: `flow-${machines}` },
    ]);
    expect(await outputOf({ All: plain }, { y: 1, items: [] })).toEqual([]);
  });
});
