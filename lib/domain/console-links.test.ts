import { expect, test } from "vitest";

import {
  drsJobUrl,
  ec2InstanceUrl,
  executionLogsUrl,
  sourceServerUrl,
  stateMachineExecutionUrl,
} from "./console-links.ts";

const PLACE = { accountId: "123456789012", region: "eu-central-1" };

test("a server, a job and an instance are shown in their own Region", () => {
  expect(sourceServerUrl({ ...PLACE, sourceServerId: "s-3c1f5a9b7e2d4068f" })).toBe(
    "https://eu-central-1.console.aws.amazon.com/drs/home?region=eu-central-1#/sourceServers/s-3c1f5a9b7e2d4068f",
  );
  expect(drsJobUrl({ ...PLACE, jobId: "drsjob-3c1f5a9b7e2d4068f" })).toBe(
    "https://eu-central-1.console.aws.amazon.com/drs/home?region=eu-central-1#/jobs/drsjob-3c1f5a9b7e2d4068f",
  );
  expect(ec2InstanceUrl({ ...PLACE, instanceId: "i-0a1b2c3d4e5f60718" })).toBe(
    "https://eu-central-1.console.aws.amazon.com/ec2/home?region=eu-central-1#InstanceDetails:instanceId=i-0a1b2c3d4e5f60718",
  );
});

test("a state machine's execution is shown in the Region that its ARN names, the ARN encoded once", () => {
  const arn = "arn:aws:states:us-west-2:123456789012:execution:drs-orchestrator:3f6c-g2";
  expect(stateMachineExecutionUrl(arn)).toBe(
    "https://us-west-2.console.aws.amazon.com/states/home?region=us-west-2#/v2/executions/details/" +
      "arn%3Aaws%3Astates%3Aus-west-2%3A123456789012%3Aexecution%3Adrs-orchestrator%3A3f6c-g2",
  );
});

test("the log lines of an execution are found: names and values are encoded twice, the query's marks once, % written as $", () => {
  expect(executionLogsUrl("us-west-2", "3f6c0f0e-0000-4000-8000-000000000001")).toBe(
    "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#logsV2:log-groups/log-group/" +
      "$252Fdrs-orchestrator$252Fworker/log-events$3FfilterPattern$3D$25223f6c0f0e-0000-4000-8000-000000000001$2522",
  );
});

test.each([
  stateMachineExecutionUrl("arn:aws:states:us-west-2:123456789012:execution:m:a b&c#d"),
  executionLogsUrl("us-west-2", 'a b&c#d"e'),
])("whatever stands in a value, an address has one fragment and no space: %s", (url) => {
  expect(url.split("#")).toHaveLength(2);
  expect(url).not.toMatch(/[\s"]/);
});
