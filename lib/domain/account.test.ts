import { describe, expect, test } from "vitest";

import { CreateAccountInput } from "./account.ts";
import { DRS_REGIONS } from "./regions.ts";

const ACCOUNT = {
  accountId: "123456789012",
  name: "Production",
  roleArn: "arn:aws:iam::123456789012:role/drs-orchestrator",
  externalId: "correct-horse",
  regions: ["eu-west-1"],
};

function problemsOf(account: unknown): string[] {
  const { error } = CreateAccountInput.safeParse(account);
  return (error?.issues ?? []).map((issue) => issue.path.join(".") || issue.message);
}

test.each([
  {},
  { roleArn: "arn:aws-us-gov:iam::123456789012:role/team/drs/orchestrator+x=y,z.@_-" },
  { regions: [...DRS_REGIONS] },
  { externalId: "xy" },
  { externalId: "x".repeat(1224) },
])("an account is accepted: %#", (facts) => {
  expect(problemsOf({ ...ACCOUNT, ...facts })).toEqual([]);
});

describe("an account is refused for", () => {
  test.each([
    ["roleArn", "arn:aws:iam::999999999999:role/drs-orchestrator"],
    ["roleArn", "arn:aws:iam::123456789012:user/drs"],
    ["roleArn", "arn:aws:iam::123456789012:role/"],
    ["roleArn", "arn:aws:iam::12345:role/drs"],
    ["roleArn", "https://example.com"],
    ["roleArn", `arn:aws:iam::123456789012:role/${"x".repeat(2048)}`],
    ["accountId", "1234"],
    ["externalId", "x"],
    ["externalId", "x".repeat(1225)],
    ["externalId", null],
    ["regions", []],
    ["regions", "eu-west-1"],
    ["regions.0", ["mars-1"]],
    ["name", ""],
  ])("its %s %#", (path, value) => {
    const [field = ""] = path.split(".");
    expect(problemsOf({ ...ACCOUNT, [field]: value })).toContain(path);
  });

  test("a field that it does not have", () => {
    expect(problemsOf({ ...ACCOUNT, secretAccessKey: "x" })).toEqual(['Unrecognized key: "secretAccessKey"']);
  });
});
