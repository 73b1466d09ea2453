import { describe, expect, test } from "vitest";
import { emptyFaults, Faults } from "./active-rules.ts";
import { FaultRule } from "./rule.ts";

const CALL = {
  ...{ service: "drs", operation: "StartRecovery", accountId: "222233334444", region: "us-west-2" },
  ...{ hasPageToken: false, mentions: (id: string) => ["s-1", "drsjob-1", "i-1"].includes(id) },
};

/** Faults on a wall clock that stands still until it is moved. */
function faultsAt(seed = 1) {
  const clock = { seconds: 1000 };
  const faults = new Faults(seed, emptyFaults(), () => clock.seconds * 1000);
  const add = (rule: object) => faults.add(FaultRule.parse({ service: "drs", effect: { kind: "reset" }, ...rule }));
  const befalls = () => faults.forCall(CALL).length > 0;
  return { clock, faults, add, befalls };
}

describe("a fault rule", () => {
  test.each([
    [{ sourceServerId: "s-1" }, { sourceServerId: "s-2" }],
    [{ jobId: "drsjob-1" }, { jobId: "drsjob-2" }],
    [{ recoveryInstanceId: "i-1" }, { recoveryInstanceId: "i-2" }],
    [{ accountId: "222233334444" }, { accountId: "333344445555" }],
    [{ region: "us-west-2" }, { region: "eu-west-1" }],
    [{ operation: "StartRecovery" }, { operation: "DescribeJobs" }],
    [
      { jobId: "drsjob-1", sourceServerId: "s-1" },
      { jobId: "drsjob-1", sourceServerId: "s-2" },
    ],
  ])("matches what it names, %j, and not %j", (fitting, other) => {
    const { faults, add } = faultsAt();
    add(other);
    const id = add(fitting);
    faults.forCall(CALL);
    expect(faults.list().map((rule) => [rule.id, rule.matched])).toEqual([
      ["fault-1", 0],
      [id, 1],
    ]);
  });

  test("waits for its window of time, and is over behind it", () => {
    const { clock, faults, add, befalls } = faultsAt();
    add({ afterSeconds: 30, forSeconds: 60 });
    const seen = [0, 29.9, 30, 89.9, 90, 5000].map((age) => {
      clock.seconds = 1000 + age;
      return [befalls(), faults.list()[0]?.isOver];
    });
    expect(seen).toEqual([
      [false, false],
      [false, false],
      [true, false],
      [true, false],
      [false, true],
      [false, true],
    ]);
    expect(faults.list()[0]).toMatchObject({ matched: 2, applied: 2 });
  });

  test("lasts for ever without an end, and begins at once without a beginning", () => {
    const { clock, add, befalls } = faultsAt();
    add({});
    expect(befalls()).toBe(true);
    clock.seconds += 1e9;
    expect(befalls()).toBe(true);
  });

  test.each([
    ["times", { times: 2 }, [true, true, false, false]],
    ["nth", { nth: 3 }, [false, false, true, false]],
  ])("applies by %s, and is over when it never will again", (_what, rule, expected) => {
    const { faults, add, befalls } = faultsAt();
    add(rule);
    expect([befalls(), befalls(), befalls(), befalls()]).toEqual(expected);
    expect(faults.list()[0]).toMatchObject({ isOver: true, matched: 4, applied: expected.filter(Boolean).length });
  });

  test("is decided by the seed where it is left to chance", () => {
    const run = (seed: number) => {
      const { add, befalls } = faultsAt(seed);
      add({ probability: 0.5 });
      return Array.from({ length: 200 }, befalls);
    };
    expect(run(1)).toEqual(run(1));
    expect(run(2)).not.toEqual(run(1));
    expect(run(1).filter(Boolean).length).toBeGreaterThan(70);
    expect(run(1).filter(Boolean).length).toBeLessThan(130);
  });

  test("about a page token leaves calls without one alone", () => {
    const { faults, add } = faultsAt();
    add({ times: 1, effect: { kind: "expired-page-token" } });
    expect(faults.forCall(CALL)).toEqual([]);
    expect(faults.forCall({ ...CALL, hasPageToken: true })).toHaveLength(1);
  });

  test("about an instance may name DRS or EC2, and any operation", () => {
    const { faults, add } = faultsAt();
    add({ service: "ec2", operation: "DescribeInstances", effect: { kind: "never-running" } });
    expect(faults.forJob(CALL, "never-running")).toMatchObject({ ruleId: "fault-1" });
    expect(faults.forJob(CALL, "dies")).toBeUndefined();
  });

  test("counts only effects that suit", () => {
    const { faults, add } = faultsAt();
    add({ effect: { kind: "stuck", phase: "launch" } });
    expect(faults.forJob(CALL, "stuck", (effect) => effect.phase === "pending")).toBeUndefined();
    expect(faults.list()[0]).toMatchObject({ matched: 0 });
    expect(faults.forJob(CALL, "stuck", (effect) => effect.phase === "launch")).toBeDefined();
  });
});
