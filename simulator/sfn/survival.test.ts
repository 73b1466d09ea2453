import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateStateMachineAliasCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListTagsForResourceCommand,
  PublishStateMachineVersionCommand,
  SendTaskHeartbeatCommand,
  StartExecutionCommand,
  TagResourceCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";
import { refusal, startBench } from "#simulator/test-bench.ts";
import { complete, createTaskMachine, endOf, historyOf, start, takeTask } from "./test-machines.ts";

test("what ended, versions, aliases, tags and used names survive a restart; what ran is forgotten", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sfn-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, "state.json");
  const before = await startBench({ stateFile });
  const sfn = before.sfn();
  const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "kept");
  const { stateMachineVersionArn = "" } = await sfn.send(new PublishStateMachineVersionCommand({ stateMachineArn }));
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  const { stateMachineAliasArn = "" } = await sfn.send(
    new CreateStateMachineAliasCommand({ name: "live", routingConfiguration }),
  );
  await sfn.send(new TagResourceCommand({ resourceArn: activityArn, tags: [{ key: "team", value: "dr" }] }));
  const request = { stateMachineArn: stateMachineAliasArn, name: "ended" };
  const { executionArn: ended = "" } = await sfn.send(new StartExecutionCommand(request));
  await complete(sfn, (await takeTask(sfn, activityArn)).taskToken);
  await endOf(sfn, ended);
  const first = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" } } });
  const { revisionId } = await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
  const deleted = await createTaskMachine(sfn, "deleted");
  const running = await start(sfn, deleted.stateMachineArn);
  const { taskToken } = await takeTask(sfn, deleted.activityArn);
  await sfn.send(new DeleteStateMachineCommand({ stateMachineArn: deleted.stateMachineArn }));
  await before.close();

  const after = await startBench({ stateFile });
  onTestFinished(() => after.close());
  const later = after.sfn();
  expect(await later.send(new DescribeExecutionCommand({ executionArn: ended }))).toMatchObject({
    ...{ status: "SUCCEEDED", stateMachineVersionArn, stateMachineAliasArn },
  });
  expect((await historyOf(later, ended)).at(-1)?.type).toBe("ExecutionSucceeded");
  expect((await refusal(later.send(new StartExecutionCommand(request)))).name).toBe("ExecutionAlreadyExists");
  const ran = await later.send(new DescribeStateMachineForExecutionCommand({ executionArn: ended }));
  expect(ran.definition).toBe(first.definition);
  const machine = await later.send(new DescribeStateMachineCommand({ stateMachineArn }));
  expect([machine.definition, machine.revisionId]).toEqual([definition, revisionId]);
  const alias = await later.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
  expect(alias.routingConfiguration).toEqual(routingConfiguration);
  const version = await later.send(new DescribeStateMachineCommand({ stateMachineArn: stateMachineVersionArn }));
  expect(version.definition).toBe(first.definition);
  const { tags } = await later.send(new ListTagsForResourceCommand({ resourceArn: activityArn }));
  expect(tags).toEqual([{ key: "team", value: "dr" }]);
  const lost = await refusal(later.send(new DescribeExecutionCommand({ executionArn: running })));
  expect(lost.name).toBe("ExecutionDoesNotExist");
  expect((await refusal(later.send(new SendTaskHeartbeatCommand({ taskToken })))).name).toBe("TaskDoesNotExist");
  const gone = later.send(new DescribeStateMachineCommand({ stateMachineArn: deleted.stateMachineArn }));
  expect((await refusal(gone)).name).toBe("StateMachineDoesNotExist");
});
