import { describe, expect, test } from "vitest";

import { CreateProtectionGroupInput, ProtectionGroupQuery, UpdateProtectionGroupInput } from "./protection-group.ts";

const GROUP = {
  name: "Web tier",
  accountId: "123456789012",
  region: "eu-west-1",
  sourceServerIds: ["s-3c1f5a9b7e2d4068f"],
};

function serverIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `s-${String(index).padStart(17, "0")}`);
}

function problemsOf(group: unknown): string[] {
  const { error } = CreateProtectionGroupInput.safeParse(group);
  return (error?.issues ?? []).map((issue) => issue.path.join(".") || issue.message);
}

test("a group is read with its name tidied and no description as null", () => {
  expect(CreateProtectionGroupInput.parse({ ...GROUP, name: " Web  tier " })).toEqual({ ...GROUP, description: null });
});

test("a group holds from one server to all that a Region can have", () => {
  expect(problemsOf({ ...GROUP, sourceServerIds: serverIds(4000) })).toEqual([]);
  expect(problemsOf({ ...GROUP, sourceServerIds: serverIds(4001) })).toEqual(["sourceServerIds"]);
  expect(problemsOf({ ...GROUP, sourceServerIds: [] })).toEqual(["sourceServerIds"]);
});

test("a server cannot be named twice", () => {
  const [id = ""] = GROUP.sourceServerIds;
  const { error } = CreateProtectionGroupInput.safeParse({ ...GROUP, sourceServerIds: [id, id] });
  expect(error?.issues[0]?.message).toBe("A server is named twice.");
});

describe("a group is refused for", () => {
  test.each([
    ["name", ""],
    ["name", 7],
    ["name", undefined],
    ["description", "x".repeat(2001)],
    ["description", ["x"]],
    ["accountId", "12345678901"],
    ["accountId", "1234567890123"],
    ["accountId", "12345678901a"],
    ["accountId", 123_456_789_012],
    ["accountId", "123456789012\n"],
    ["region", "eu-nowhere-1"],
    ["region", "EU-WEST-1"],
    ["region", null],
    ["sourceServerIds", "s-3c1f5a9b7e2d4068f"],
    ["sourceServerIds", null],
    ["sourceServerIds", { 0: "s-3c1f5a9b7e2d4068f" }],
  ])("its %s %j", (field, value) => {
    expect(problemsOf({ ...GROUP, [field]: value })).toEqual([field]);
  });

  test.each([
    "i-0a1b2c3d4e5f60718",
    "s-3c1f5a9b7e2d4068",
    "s-3c1f5a9b7e2d4068ff",
    "S-3c1f5a9b7e2d4068f",
    " s-3c1f5a9b7e2d4068f",
    "s-3c1f5a9b7e2d4068_",
    "s-3c1f5a9b7e2d4068f\n",
    7,
    null,
  ])("the server id %j", (id) => {
    expect(problemsOf({ ...GROUP, sourceServerIds: [id] })).toEqual(["sourceServerIds.0"]);
  });

  test.each([undefined, null, [], "group"])("being %j", (group) => {
    expect(CreateProtectionGroupInput.safeParse(group).success).toBe(false);
  });

  test("a field that it does not have", () => {
    expect(problemsOf({ ...GROUP, sourceServerIDs: [] })).toEqual(['Unrecognized key: "sourceServerIDs"']);
  });
});

describe("an update", () => {
  const { accountId, region, ...editable } = GROUP;

  test("carries the version that was read", () => {
    expect(UpdateProtectionGroupInput.safeParse({ ...editable, version: 1 }).success).toBe(true);
  });

  test.each([0, -1, 1.5, "1", null, undefined])("is refused with the version %j", (version) => {
    expect(UpdateProtectionGroupInput.safeParse({ ...editable, version }).success).toBe(false);
  });

  test.each([{ accountId }, { region }])("cannot move a group: %j", (place) => {
    expect(UpdateProtectionGroupInput.safeParse({ ...editable, version: 1, ...place }).success).toBe(false);
  });
});

test("a query of groups refuses what it does not know", () => {
  expect(ProtectionGroupQuery.parse({})).toEqual({ limit: 50 });
  expect(ProtectionGroupQuery.safeParse({ name: "Web" }).success).toBe(false);
});
