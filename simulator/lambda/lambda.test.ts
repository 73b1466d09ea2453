import {
  GetFunctionCommand,
  InvokeCommand,
  ListFunctionsCommand,
  type InvokeCommandInput,
} from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ERP, PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";

describe("Lambda", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.control("DELETE", "/outcomes"));
  afterAll(() => bench.close());

  const invoke = (input: Partial<InvokeCommandInput> = {}) =>
    bench.lambda().send(new InvokeCommand({ FunctionName: "dr-smoke-test", Payload: '{"app":"payments"}', ...input }));

  test("echoes its input and says what ran", async () => {
    const answer = await invoke({ LogType: "Tail" });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(JSON.parse(answer.Payload?.transformToString() ?? "")).toEqual({ app: "payments" });
    expect(Buffer.from(answer.LogResult ?? "", "base64").toString()).toContain("REPORT RequestId:");
    expect((await invoke({ Payload: "" })).Payload?.transformToString()).toBe("null");
  });

  test("answers events and dry runs without a result, and journals each invocation", async () => {
    const before = (await bench.control("GET", "/journal?service=lambda&operation=Invoke")).body.items?.length ?? 0;
    expect((await invoke({ InvocationType: "Event" })).StatusCode).toBe(202);
    expect((await invoke({ InvocationType: "DryRun" })).StatusCode).toBe(204);
    const { body } = await bench.control("GET", "/journal?service=lambda&operation=Invoke");
    expect(body.items?.slice(before).map((each) => each["status"])).toEqual([202, 204]);
  });

  test("fails, once, as it was scripted", async () => {
    await bench.control("POST", "/outcomes", {
      ...{ service: "lambda", functionName: "dr-smoke-test", contains: "payments", times: 1 },
      outcome: { payload: { errorMessage: "HTTP 503" }, functionError: "Unhandled", logs: "x".repeat(5000) },
    });
    expect((await invoke({ Payload: '{"app":"erp"}' })).FunctionError).toBeUndefined();
    const failed = await invoke({ LogType: "Tail" });
    expect(failed).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled" });
    expect(failed.Payload?.transformToString()).toBe('{"errorMessage":"HTTP 503"}');
    expect(Buffer.from(failed.LogResult ?? "", "base64")).toHaveLength(4096);
    expect((await invoke()).FunctionError).toBeUndefined();
  });

  test("is found by name, qualifier and ARN in its own account and Region only", async () => {
    const added = { ...PAYMENTS, functionName: "added", qualifiers: ["live", "7"] };
    expect((await bench.control("POST", "/functions", added)).status).toBe(200);
    expect((await invoke({ FunctionName: "added", Qualifier: "7" })).ExecutedVersion).toBe("7");
    const arn = "arn:aws:lambda:us-west-2:222233334444:function:added";
    expect((await invoke({ FunctionName: `${arn}:live` })).StatusCode).toBe(200);
    const { Configuration } = await bench.lambda().send(new GetFunctionCommand({ FunctionName: arn }));
    expect(Configuration).toMatchObject({ FunctionName: "added", FunctionArn: arn, State: "Active" });
    const { Functions } = await bench.lambda().send(new ListFunctionsCommand({}));
    const names = ["dr-dns-switch", "dr-smoke-test", "dr-cache-warm-up", "added"];
    expect(Functions?.map((each) => each.FunctionName)).toEqual(names);
    for (const missing of [{ FunctionName: "nobody" }, { FunctionName: "added", Qualifier: "8" }]) {
      expect(await refusal(invoke(missing))).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
    }
    const elsewhere = bench.lambda(ERP).send(new InvokeCommand({ FunctionName: arn }));
    expect((await refusal(elsewhere)).name).toBe("ResourceNotFoundException");
  });

  test("refuses payloads that are too large or no JSON", async () => {
    const large = refusal(invoke({ Payload: JSON.stringify("x".repeat(6_291_455)) }));
    expect(await large).toMatchObject({ name: "RequestTooLargeException", status: 413 });
    const broken = refusal(invoke({ Payload: "{" }));
    expect(await broken).toMatchObject({ name: "InvalidRequestContentException", status: 400 });
  });

  test("throttles when a fault says so", async () => {
    const effect = { kind: "error", status: 429, code: "TooManyRequestsException", message: "Rate Exceeded." };
    await bench.control("POST", "/faults", { service: "lambda", operation: "Invoke", times: 1, effect });
    expect(await refusal(invoke())).toMatchObject({ name: "TooManyRequestsException", status: 429 });
    expect((await invoke()).StatusCode).toBe(200);
  });
});
