import { describe, expect, test } from "vitest";

import { standingOf, worstFirst } from "./plan-standing.ts";

const PLAN = {
  name: "ERP",
  serverCount: 10,
  recoverableCount: 10,
  worstLagSeconds: 60,
  rpoMinutes: 15,
  activeExecution: null,
  lastExecution: { id: "e", type: "DRILL", status: "COMPLETED", endedAt: "2026-11-20T10:00:00.000Z" },
};

describe("how a plan stands", () => {
  test.each([
    ["not-recoverable", { recoverableCount: 9, worstLagSeconds: 9999 }],
    ["over-rpo", { worstLagSeconds: 901 }],
    ["recoverable", { worstLagSeconds: 900 }],
    ["recoverable", { worstLagSeconds: 9999, rpoMinutes: null }],
    ["recoverable", { worstLagSeconds: null }],
    ["never-run", { lastExecution: null }],
    ["last-failed", { lastExecution: { ...PLAN.lastExecution, status: "FAILED" } }],
    ["running", { activeExecution: { id: "e", type: "DRILL", status: "RUNNING" } }],
  ])("is %s with %o", (standing, change) => {
    expect(standingOf({ ...PLAN, ...change })).toBe(standing);
  });

  test("the plan with most servers missing comes first", () => {
    const plans = [
      { ...PLAN, name: "fine" },
      { ...PLAN, name: "slow", worstLagSeconds: 9999 },
      { ...PLAN, name: "one missing", recoverableCount: 9 },
      { ...PLAN, name: "four missing", recoverableCount: 6 },
    ];
    expect(worstFirst(plans).map((plan) => plan.name)).toEqual(["four missing", "one missing", "slow", "fine"]);
  });
});
