import { describe, expect, test } from "vitest";

import type { InstanceFacts } from "./execution.ts";
import { healthOf, isInstanceGone } from "./health.ts";

const LAUNCHED_AT = new Date("2026-10-01T12:00:00Z");

function facts(state: string, systemStatus: string | null = null, instanceStatus: string | null = null): InstanceFacts {
  return {
    state,
    systemStatus,
    instanceStatus,
    instanceType: "m7i.large",
    privateIpAddress: "10.0.0.4",
    publicIpAddress: null,
    availabilityZone: "us-east-1a",
  };
}

function healthAfter(minutes: number, seen: InstanceFacts | null) {
  const now = new Date(LAUNCHED_AT.getTime() + minutes * 60_000);
  return healthOf(seen, { launchedAt: LAUNCHED_AT, timeoutMinutes: 45, now });
}

test("an instance that runs and passes both checks is healthy, early or late", () => {
  expect(healthAfter(0, facts("running", "ok", "ok"))).toEqual({ kind: "healthy" });
  expect(healthAfter(600, facts("running", "ok", "ok"))).toEqual({ kind: "healthy" });
});

describe("it is checked on until the time is up, and then EC2's last words are the reason", () => {
  test.each([
    ["not shown", null, "After 45 min EC2 does not show the instance."],
    ["pending", facts("pending"), "After 45 min EC2 says pending."],
    ["stopped", facts("stopped", "ok", "ok"), "After 45 min EC2 says stopped."],
    ["without checks", facts("running"), "After 45 min the system check says nothing, the instance check nothing."],
    [
      "initializing",
      facts("running", "ok", "initializing"),
      "After 45 min the system check says ok, the instance check initializing.",
    ],
    [
      "impaired",
      facts("running", "impaired", "ok"),
      "After 45 min the system check says impaired, the instance check ok.",
    ],
  ])("%s", (_what, seen, reason) => {
    expect(healthAfter(44.99, seen)).toEqual({ kind: "checking" });
    expect(healthAfter(45, seen)).toEqual({ kind: "unhealthy", reason });
  });
});

test.each(["terminated", "shutting-down"])("an instance that is %s is unhealthy at once", (state) => {
  expect(healthAfter(0, facts(state, "ok", "ok"))).toEqual({
    kind: "unhealthy",
    reason: `EC2 says ${state}: the instance was terminated outside this execution.`,
  });
});

test("a clock that runs behind the launch only means more time", () => {
  expect(healthAfter(-10, facts("pending"))).toEqual({ kind: "checking" });
});

describe("an instance that was up", () => {
  const minutesLater = (minutes: number) => ({
    launchedAt: LAUNCHED_AT,
    now: new Date(LAUNCHED_AT.getTime() + minutes * 60_000),
  });

  test.each(["terminated", "shutting-down"])("is gone when it is %s", (state) => {
    expect(isInstanceGone(facts(state), minutesLater(0))).toBe(true);
  });

  test.each(["pending", "running", "stopping", "stopped"])("is there when it is %s", (state) => {
    expect(isInstanceGone(facts(state), minutesLater(600))).toBe(false);
  });

  test("is gone when EC2 does not show it, unless it was launched some minutes ago", () => {
    expect(isInstanceGone(null, minutesLater(4))).toBe(false);
    expect(isInstanceGone(null, minutesLater(6))).toBe(true);
    expect(isInstanceGone(null, { ...minutesLater(6), launchedAt: null })).toBe(true);
  });
});
