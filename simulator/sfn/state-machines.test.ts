import {
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineAliasCommand,
  DeleteStateMachineCommand,
  DeleteStateMachineVersionCommand,
  DescribeExecutionCommand,
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListExecutionsCommand,
  ListStateMachineAliasesCommand,
  ListStateMachineVersionsCommand,
  ListTagsForResourceCommand,
  PublishStateMachineVersionCommand,
  StartExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineAliasCommand,
  UpdateStateMachineCommand,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { complete, createActivity, createTaskMachine, endOf, start, takeTask } from "./test-machines.ts";

const ROLE_ARN = "arn:aws:iam::111122223333:role/StateMachineRole";
const PREFIX = "arn:aws:states:us-west-2:111122223333:stateMachine:";

const pass = (result: string) =>
  JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Result: result, End: true } } });

describe("state machines", () => {
  let bench: Bench;
  let sfn: SFNClient;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
  });
  afterAll(() => bench.close());

  const create = (name: string, more: Partial<CreateStateMachineCommand["input"]> = {}) =>
    sfn.send(new CreateStateMachineCommand({ name, definition: pass("one"), roleArn: ROLE_ARN, ...more }));
  const publish = async (stateMachineArn: string, more: { revisionId?: string; description?: string } = {}) =>
    (await sfn.send(new PublishStateMachineVersionCommand({ stateMachineArn, ...more }))).stateMachineVersionArn ?? "";
  const update = (name: string, definition: string, more: { publish?: boolean; versionDescription?: string } = {}) =>
    sfn.send(new UpdateStateMachineCommand({ stateMachineArn: PREFIX + name, definition, ...more }));
  const describeMachine = (stateMachineArn: string) => sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));

  test("are created once for the same name and content, whatever their role and tags", async () => {
    const first = await create("once", { tags: [{ key: "team", value: "dr" }] });
    const again = await create("once", { roleArn: `${ROLE_ARN}2`, tags: [{ key: "team", value: "other" }] });
    expect([again.stateMachineArn, again.creationDate]).toEqual([first.stateMachineArn, first.creationDate]);
    expect(await describeMachine(PREFIX + "once")).toMatchObject({
      ...{ roleArn: ROLE_ARN, status: "ACTIVE", type: "STANDARD", definition: pass("one") },
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
    for (const more of [{ definition: pass("two") }, { type: "EXPRESS" as const }, { publish: true }]) {
      expect(await refusal(create("once", more))).toMatchObject({ name: "StateMachineAlreadyExists", status: 400 });
    }
    expect((await refusal(create("not valid"))).name).toBe("InvalidName");
    expect((await refusal(create("other", { versionDescription: "v" }))).name).toBe("ValidationException");
  });

  test("get a revision id with their first change, and only with a change", async () => {
    await create("changed");
    expect((await describeMachine(PREFIX + "changed")).revisionId).toBeUndefined();
    const first = await update("changed", pass("two"));
    expect(first.revisionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await update("changed", pass("two"))).revisionId).toBe(first.revisionId);
    const back = await update("changed", pass("one"));
    expect(back.revisionId).not.toBe(first.revisionId);
    const nothing = sfn.send(new UpdateStateMachineCommand({ stateMachineArn: `${PREFIX}changed` }));
    expect((await refusal(nothing)).name).toBe("MissingRequiredParameter");
    expect((await refusal(update("unknown", pass("one")))).name).toBe("StateMachineDoesNotExist");
    const noArn = sfn.send(new DescribeStateMachineCommand({ stateMachineArn: "changed" }));
    expect(await refusal(noArn)).toMatchObject({ name: "InvalidArn", status: 400 });
    const wrongKind = describeMachine(PREFIX.replace("stateMachine", "activity") + "changed");
    expect((await refusal(wrongKind)).name).toBe("InvalidArn");
  });

  test("publish versions that never change and whose numbers never come back", async () => {
    const created = await create("versioned", { publish: true, versionDescription: "first" });
    expect(created.stateMachineVersionArn).toBe(`${PREFIX}versioned:1`);
    expect(await publish(`${PREFIX}versioned`)).toBe(`${PREFIX}versioned:1`);
    const updated = await update("versioned", pass("two"), { publish: true });
    expect(updated.stateMachineVersionArn).toBe(`${PREFIX}versioned:2`);
    const version = await describeMachine(`${PREFIX}versioned:1`);
    expect(version).toMatchObject({ definition: pass("one"), description: "first" });
    await sfn.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${PREFIX}versioned:2` }));
    await sfn.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${PREFIX}versioned:2` }));
    expect(await publish(`${PREFIX}versioned`, { revisionId: updated.revisionId ?? "" })).toBe(`${PREFIX}versioned:3`);
    const list = await sfn.send(new ListStateMachineVersionsCommand({ stateMachineArn: `${PREFIX}versioned` }));
    const arns = list.stateMachineVersions?.map((each) => each.stateMachineVersionArn);
    expect(arns).toEqual([`${PREFIX}versioned:3`, `${PREFIX}versioned:1`]);
    const outdated = publish(`${PREFIX}versioned`, { revisionId: "INITIAL" });
    expect(await refusal(outdated)).toMatchObject({ name: "ConflictException", status: 400 });
  });

  test("run by the version that a start names, and say so", async () => {
    await create("started", { publish: true });
    await update("started", pass("two"), { publish: true });
    const [newest, old] = [await start(sfn, `${PREFIX}started`), await start(sfn, `${PREFIX}started:1`)];
    expect((await endOf(sfn, newest)).output).toBe('"two"');
    expect(await endOf(sfn, old)).toMatchObject({ output: '"one"', stateMachineVersionArn: `${PREFIX}started:1` });
    const byVersion = await sfn.send(new ListExecutionsCommand({ stateMachineArn: `${PREFIX}started:1` }));
    expect(byVersion.executions?.map((each) => each.executionArn)).toEqual([old]);
    const unknown = sfn.send(new StartExecutionCommand({ stateMachineArn: `${PREFIX}started:9` }));
    expect((await refusal(unknown)).name).toBe("StateMachineDoesNotExist");
    const ran = await sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn: old }));
    expect(ran).toMatchObject({ definition: pass("one"), stateMachineArn: `${PREFIX}started`, name: "started" });
  });

  test("share starts between two versions by the weights of an alias", async () => {
    await create("shared", { publish: true });
    await update("shared", pass("two"), { publish: true });
    const routes = (first: number, second: number) => [
      { stateMachineVersionArn: `${PREFIX}shared:1`, weight: first },
      { stateMachineVersionArn: `${PREFIX}shared:2`, weight: second },
    ];
    const alias = { name: "live", routingConfiguration: routes(75, 25) };
    const { stateMachineAliasArn = "" } = await sfn.send(new CreateStateMachineAliasCommand(alias));
    expect(stateMachineAliasArn).toBe(`${PREFIX}shared:live`);
    await sfn.send(new CreateStateMachineAliasCommand(alias));
    const other = sfn.send(new CreateStateMachineAliasCommand({ ...alias, description: "other" }));
    expect((await refusal(other)).name).toBe("ConflictException");
    const starts = Array.from({ length: 100 }, async (_, number) => {
      const request = { stateMachineArn: stateMachineAliasArn, name: `run-${number}` };
      const { executionArn = "" } = await sfn.send(new StartExecutionCommand(request));
      return sfn.send(new DescribeExecutionCommand({ executionArn }));
    });
    const executions = await Promise.all(starts);
    const firsts = executions.filter((each) => each.stateMachineVersionArn === `${PREFIX}shared:1`);
    expect(firsts.length).toBeGreaterThan(60);
    expect(firsts.length).toBeLessThan(90);
    expect(new Set(executions.map((each) => each.stateMachineAliasArn))).toEqual(new Set([stateMachineAliasArn]));
    const listed = await sfn.send(new ListExecutionsCommand({ stateMachineArn: stateMachineAliasArn }));
    expect(listed.executions).toHaveLength(100);
    await sfn.send(
      new UpdateStateMachineAliasCommand({ stateMachineAliasArn, routingConfiguration: routes(100, 0).slice(0, 1) }),
    );
    const described = await sfn.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
    expect(described).toMatchObject({ name: "live", routingConfiguration: routes(100, 0).slice(0, 1) });
    const used = sfn.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${PREFIX}shared:1` }));
    expect((await refusal(used)).message).toContain("[live]");
    const list = (stateMachineArn: string) => sfn.send(new ListStateMachineAliasesCommand({ stateMachineArn }));
    expect((await list(`${PREFIX}shared`)).stateMachineAliases).toHaveLength(1);
    expect((await list(`${PREFIX}shared:2`)).stateMachineAliases).toHaveLength(0);
    await sfn.send(new DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
    const gone = sfn.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
    expect((await refusal(gone)).name).toBe("ResourceNotFound");
  });

  test.each([
    ["the machine itself", [{ stateMachineVersionArn: `${PREFIX}routed`, weight: 100 }], "ValidationException"],
    ["weights that are not 100", [{ stateMachineVersionArn: `${PREFIX}routed:1`, weight: 99 }], "ValidationException"],
    [
      "one version twice",
      [
        { stateMachineVersionArn: `${PREFIX}routed:1`, weight: 50 },
        { stateMachineVersionArn: `${PREFIX}routed:1`, weight: 50 },
      ],
      "ValidationException",
    ],
    ["an unknown version", [{ stateMachineVersionArn: `${PREFIX}routed:7`, weight: 100 }], "ResourceNotFound"],
  ])("refuse an alias of %s", async (_what, routingConfiguration, name) => {
    await create("routed", { publish: true });
    const refused = await refusal(sfn.send(new CreateStateMachineAliasCommand({ name: "live", routingConfiguration })));
    expect(refused).toMatchObject({ name, status: 400 });
  });

  test("go at once when nothing runs, and else with their last execution", async () => {
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "leaving");
    const executionArn = await start(sfn, stateMachineArn);
    const { taskToken } = await takeTask(sfn, activityArn);
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    expect((await describeMachine(stateMachineArn)).status).toBe("DELETING");
    const late = sfn.send(new StartExecutionCommand({ stateMachineArn }));
    expect((await refusal(late)).name).toBe("StateMachineDeleting");
    await complete(sfn, taskToken);
    expect((await endOf(sfn, executionArn)).status).toBe("SUCCEEDED");
    expect((await refusal(describeMachine(stateMachineArn))).name).toBe("StateMachineDoesNotExist");
    await create("unused");
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn: `${PREFIX}unused` }));
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn: `${PREFIX}unused` }));
    expect((await refusal(describeMachine(`${PREFIX}unused`))).name).toBe("StateMachineDoesNotExist");
  });

  test("end executions of a machine that is deleted before their next state", async () => {
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "cut", {
      task: { Next: "Then" },
      states: { Then: { Type: "Pass", End: true } },
    });
    const executionArn = await start(sfn, stateMachineArn);
    const { taskToken } = await takeTask(sfn, activityArn);
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await complete(sfn, taskToken);
    expect((await endOf(sfn, executionArn)).status).toBe("ABORTED");
    await until(async () => (await refusal(describeMachine(stateMachineArn))).name === "StateMachineDoesNotExist");
  });

  test("and activities carry tags", async () => {
    const activityArn = await createActivity(sfn, "tagged");
    await create("tagged", { tags: [{ key: "team", value: "dr" }] });
    for (const resourceArn of [activityArn, `${PREFIX}tagged`]) {
      const tags = [
        { key: "team", value: "ops" },
        { key: "tier", value: "1" },
      ];
      await sfn.send(new TagResourceCommand({ resourceArn, tags }));
      await sfn.send(new UntagResourceCommand({ resourceArn, tagKeys: ["tier", "unknown"] }));
      const list = await sfn.send(new ListTagsForResourceCommand({ resourceArn }));
      expect(list.tags).toEqual([{ key: "team", value: "ops" }]);
    }
    const many = Array.from({ length: 51 }, (_, number) => ({ key: `key-${number}`, value: "" }));
    const tooMany = sfn.send(new TagResourceCommand({ resourceArn: activityArn, tags: many }));
    expect(await refusal(tooMany)).toMatchObject({ name: "TooManyTags", status: 400 });
    const noValue = sfn.send(new TagResourceCommand({ resourceArn: activityArn, tags: [{ key: "team" }] }));
    expect((await refusal(noValue)).message).toContain("Value at 'tags.1.member.value' failed");
    const unknown = sfn.send(new ListTagsForResourceCommand({ resourceArn: `${activityArn}x` }));
    expect((await refusal(unknown)).name).toBe("ResourceNotFound");
  });
});
