import { describe, expect, test } from "vitest";

import { CreateRecoveryPlanInput, UpdateRecoveryPlanInput, WaveInput } from "./recovery-plan.ts";

const GROUP = "5f0c1d7e-6a7b-4c8d-9e0f-1a2b3c4d5e6f";
const WAVE = { name: "Data", protectionGroupIds: [GROUP] };
const PLAN = { name: "ERP", waves: [WAVE] };

function groupIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `5f0c1d7e-6a7b-4c8d-9e0f-${String(index).padStart(12, "0")}`);
}

function problemsOf(schema: typeof WaveInput | typeof CreateRecoveryPlanInput, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map((issue) => issue.path.join(".") || issue.message);
}

test("the least that a plan needs is a name and a wave with a group; the rest has defaults", () => {
  expect(CreateRecoveryPlanInput.parse(PLAN)).toEqual({
    name: "ERP",
    description: null,
    rtoMinutes: null,
    rpoMinutes: null,
    drillCleanupMinutes: null,
    acceptsDrillWarnings: false,
    waves: [
      {
        ...WAVE,
        dependsOn: [],
        onFailure: "ASK",
        passPercent: 100,
        automaticRetries: 0,
        optionalServerIds: [],
        launchTimeoutMinutes: 180,
        healthTimeoutMinutes: 45,
        healthProfileId: null,
        actions: [],
      },
    ],
  });
});

test("what a wave depends on is kept once each, in order", () => {
  expect(WaveInput.parse({ ...WAVE, dependsOn: [11, 2, 11, 1] }).dependsOn).toEqual([1, 2, 11]);
});

describe("a wave is refused for", () => {
  test.each([
    ["name", ""],
    ["name", null],
    ["protectionGroupIds", []],
    ["protectionGroupIds", groupIds(201)],
    ["protectionGroupIds", [GROUP, GROUP]],
    ["protectionGroupIds", GROUP],
    ["protectionGroupIds.0", ["web"]],
    ["protectionGroupIds.0", [7]],
    ["dependsOn.0", [0]],
    ["dependsOn.0", [-1]],
    ["dependsOn.0", [1.5]],
    ["dependsOn.0", [501]],
    ["dependsOn.0", ["1"]],
    ["dependsOn", 1],
    ["dependsOn", null],
    ["dependsOn", Array.from({ length: 501 }, () => 1)],
    ["healthTimeoutMinutes", 0],
    ["healthTimeoutMinutes", 1441],
    ["healthTimeoutMinutes", 0.5],
    ["healthTimeoutMinutes", "45"],
    ["healthTimeoutMinutes", Number.NaN],
    ["healthTimeoutMinutes", null],
  ])("its %s", (path, value) => {
    const [field = ""] = path.split(".");
    expect(problemsOf(WaveInput, { ...WAVE, [field]: value })).toEqual([path]);
  });

  test("a field that it does not have", () => {
    expect(problemsOf(WaveInput, { ...WAVE, number: 1 })).toEqual(['Unrecognized key: "number"']);
  });
});

test.each([
  { protectionGroupIds: groupIds(200) },
  { dependsOn: [500] },
  { healthTimeoutMinutes: 1 },
  { healthTimeoutMinutes: 1440 },
])("a wave may go to its bounds: %#", (bounds) => {
  expect(problemsOf(WaveInput, { ...WAVE, ...bounds })).toEqual([]);
});

describe("a plan", () => {
  test("has from one to 500 waves", () => {
    expect(problemsOf(CreateRecoveryPlanInput, { ...PLAN, waves: Array.from({ length: 500 }, () => WAVE) })).toEqual(
      [],
    );
    expect(problemsOf(CreateRecoveryPlanInput, { ...PLAN, waves: Array.from({ length: 501 }, () => WAVE) })).toEqual([
      "waves",
    ]);
    expect(problemsOf(CreateRecoveryPlanInput, { ...PLAN, waves: [] })).toEqual(["waves"]);
  });

  test.each(["rtoMinutes", "rpoMinutes"])("has its %s between a minute and 30 days, or none", (field) => {
    for (const minutes of [1, 43_200, null, undefined]) {
      expect(problemsOf(CreateRecoveryPlanInput, { ...PLAN, [field]: minutes })).toEqual([]);
    }
    for (const minutes of [0, -5, 43_201, 1.5, "60", Number.POSITIVE_INFINITY]) {
      expect(problemsOf(CreateRecoveryPlanInput, { ...PLAN, [field]: minutes })).toEqual([field]);
    }
  });

  test("is told what is wrong by the place of the wave", () => {
    const waves = [WAVE, { ...WAVE, name: " " }];
    expect(problemsOf(CreateRecoveryPlanInput, { ...PLAN, waves })).toEqual(["waves.1.name"]);
  });

  test.each([{ id: "x" }, { version: 1 }, { status: "ACTIVE" }])(
    "is refused with a field that it does not have: %j",
    (more) => {
      expect(CreateRecoveryPlanInput.safeParse({ ...PLAN, ...more }).success).toBe(false);
    },
  );

  test.each([undefined, null, [], "plan", { waves: [WAVE] }, { name: "ERP" }])("is refused as %j", (plan) => {
    expect(CreateRecoveryPlanInput.safeParse(plan).success).toBe(false);
  });
});

test.each([0, -1, 1.5, "1", null, undefined])("an update is refused with the version %j", (version) => {
  expect(UpdateRecoveryPlanInput.safeParse({ ...PLAN, version }).success).toBe(false);
  expect(UpdateRecoveryPlanInput.safeParse({ ...PLAN, version: 1 }).success).toBe(true);
});
