import { CreateStateMachineCommand, ValidateStateMachineDefinitionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const ROLE_ARN = "arn:aws:iam::111122223333:role/StateMachineRole";
const ACTIVITY_ARN = "arn:aws:states:us-west-2:111122223333:activity:work";
const task = (more: object) => ({ Type: "Task", Resource: ACTIVITY_ARN, End: true, ...more });
const of = (A: object, more: object = {}) => ({ StartAt: "A", States: { A }, ...more });
const End = { Type: "Succeed" };

const BROKEN: [why: string, definition: unknown, message: RegExp][] = [
  ["no object", [], /Definition must be a valid JSON object/],
  ["no states", { StartAt: "A" }, /These fields are required: \[States\] at \//],
  ["nothing in it", {}, /These fields are required: \[States, StartAt\] at \//],
  [
    "a start that is missing",
    { StartAt: "B", States: { A: End } },
    /MISSING_TRANSITION_TARGET: Missing 'StartAt' target: B/,
  ],
  ["a way to a missing state", of({ Type: "Pass", Next: "Z" }), /Missing 'Next' target: Z at \/States\/A\/Next/],
  [
    "a choice of a missing state",
    of({ Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Next: "Z" }] }),
    /Missing 'Next' target: Z at \/States\/A\/Choices\[0\]\/Next/,
  ],
  ["a catch by a missing state", of(task({ Catch: [{ ErrorEquals: ["X"], Next: "Z" }] })), /Catch\[0\]\/Next/],
  ["a state no way leads to", { StartAt: "A", States: { A: End, B: End } }, /State "B" is not reachable/],
  [
    "a way out of a Map",
    {
      StartAt: "A",
      States: {
        A: {
          Type: "Map",
          ItemProcessor: of({ Type: "Pass", Next: "B" }, { StartAt: "C", States: { C: { Type: "Pass", Next: "B" } } }),
          Next: "B",
        },
        B: End,
      },
    },
    /Missing 'Next' target: B at \/States\/A\/ItemProcessor\/States\/C\/Next/,
  ],
  ["a name used twice", of({ Type: "Parallel", Branches: [of(End)], End: true }), /Duplicate State name: A/],
  ["neither Next nor End", of({ Type: "Pass" }), /\[End, Next\] at \/States\/A/],
  ["both Next and End", of({ Type: "Pass", Next: "A", End: true }), /\[End, Next\] at \/States\/A/],
  ["an unknown type", of({ Type: "Sleep", End: true }), /'Sleep' is not a type of state at \/States\/A\/Type/],
  ["an unknown field", of({ Type: "Pass", End: true, Retries: 1 }), /'Retries' is not supported at \/States\/A/],
  ["an unknown field of the machine", of(End, { Owner: "me" }), /'Owner' is not supported at \/Owner/],
  ["a bad path", of({ Type: "Pass", InputPath: "$.[", End: true }), /\/States\/A\/InputPath/],
  [
    "a bad path in a template",
    of({ Type: "Pass", Parameters: { "a.$": "b.c" }, End: true }),
    /\/States\/A\/Parameters/,
  ],
  [
    "a result path that is no reference",
    of({ Type: "Pass", ResultPath: "$.a[*]", End: true }),
    /\/States\/A\/ResultPath/,
  ],
  ["a resource that is no ARN", of(task({ Resource: "work" })), /not a valid resource ARN at \/States\/A\/Resource/],
  [
    "an activity's ARN without a name",
    of(task({ Resource: "arn:aws:states:us-west-2:111122223333:activity:" })),
    /not a valid resource ARN at \/States\/A/,
  ],
  [
    "heartbeats as rare as the timeout",
    of(task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 })),
    /smaller than TimeoutSeconds/,
  ],
  ["no time at all", of(task({ TimeoutSeconds: 0 })), /between 1 and 99999999 at \/States\/A\/TimeoutSeconds/],
  [
    "States.ALL among others",
    of(task({ Retry: [{ ErrorEquals: ["States.ALL", "X"] }] })),
    /must appear alone.*\/States\/A\/Retry/,
  ],
  [
    "States.ALL before others",
    of(task({ Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["X"] }] })),
    /last handler.*\/States\/A\/Retry\[0\]/,
  ],
  ["a retrier without errors", of(task({ Retry: [{ ErrorEquals: [] }] })), /at least one error name/],
  [
    "a retrier without pause",
    of(task({ Retry: [{ ErrorEquals: ["X"], IntervalSeconds: 0 }] })),
    /IntervalSeconds must be/,
  ],
  ["a backoff that shrinks", of(task({ Retry: [{ ErrorEquals: ["X"], BackoffRate: 0.5 }] })), /BackoffRate must be/],
  [
    "jitter of its own kind",
    of(task({ Retry: [{ ErrorEquals: ["X"], JitterStrategy: "SOME" }] })),
    /JitterStrategy must be/,
  ],
  ["a choice without rules", of({ Type: "Choice", Choices: [], Default: "A" }), /\/States\/A\/Choices/],
  ["a Map without processor", of({ Type: "Map", End: true }), /"A" MUST contain exactly one of "ItemProcessor"/],
  ["a Wait that does not know how long", of({ Type: "Wait", End: true }), /"A" MUST contain exactly one of "Seconds"/],
];

describe("definitions", () => {
  let bench: Bench;
  let sfn: SFNClient;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
  });
  afterAll(() => bench.close());

  const create = (definition: string) =>
    sfn.send(new CreateStateMachineCommand({ name: "checked", definition, roleArn: ROLE_ARN }));

  test.each(BROKEN)("with %s are refused with the state's name", async (_why, broken, message) => {
    const definition = JSON.stringify(broken);
    const refused = await refusal(create(definition));
    expect(refused).toMatchObject({ name: "InvalidDefinition", status: 400 });
    expect(refused.message).toMatch(message);
    const verdict = await sfn.send(new ValidateStateMachineDefinitionCommand({ definition }));
    expect(verdict).toMatchObject({ result: "FAIL", truncated: false });
    expect(verdict.diagnostics?.[0]).toMatchObject({ severity: "ERROR" });
  });

  test("that are no JSON, or longer than 1 MiB, are refused", async () => {
    expect((await refusal(create("{"))).message).toContain("INVALID_JSON_DESCRIPTION");
    const long = JSON.stringify(of(End, { Comment: "x".repeat(1_048_577) }));
    expect(await refusal(create(long))).toMatchObject({ name: "ValidationException", status: 400 });
  });

  test("that AWS takes and the simulator cannot run are answered 501", async () => {
    const jsonata = of({ ...End, Output: "{% 1 %}" }, { QueryLanguage: "JSONata" });
    expect(await refusal(create(JSON.stringify(jsonata)))).toMatchObject({ name: "NotImplemented", status: 501 });
    const item = of(End, {
      StartAt: "B",
      States: { B: End },
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    });
    const distributed = of({ Type: "Map", ItemProcessor: item, End: true });
    expect((await refusal(create(JSON.stringify(distributed)))).message).toContain("a distributed Map in A");
  });

  test("that are sound get OK, and as many diagnostics as asked for when they are not", async () => {
    const sound = JSON.stringify(of(task({ TimeoutSecondsPath: "$.limit", Retry: [{ ErrorEquals: ["States.ALL"] }] })));
    const verdict = await sfn.send(new ValidateStateMachineDefinitionCommand({ definition: sound }));
    expect(verdict).toMatchObject({ result: "OK", diagnostics: [], truncated: false });
    const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass" }, B: { Type: "Pass" } } });
    const cut = await sfn.send(new ValidateStateMachineDefinitionCommand({ definition, maxResults: 1 }));
    expect(cut).toMatchObject({ result: "FAIL", truncated: true });
    expect(cut.diagnostics).toHaveLength(1);
  });
});
