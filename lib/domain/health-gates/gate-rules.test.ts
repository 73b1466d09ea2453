import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { GateProbe, GateProgress, GateState } from "./gate-progress.ts";
import { progressOf } from "./gate-progress.ts";
import {
  advanceGates,
  type GateFinding,
  type GateLook,
  type GateStanding,
  isGated,
  nextOfProbe,
  startOver,
  timeoutReason,
} from "./gate-rules.ts";
import type { HealthGate } from "./health-gate.ts";

const START = Date.parse("2026-11-25T03:00:00.000Z");
const at = (seconds: number) => new Date(START + seconds * 1000);
const AGENT: HealthGate = { id: "agent", kind: "SSM_AGENT" };
const ALARM: HealthGate = { id: "alarm", kind: "CLOUDWATCH_ALARM", alarmName: "errors" };
const PROBE: HealthGate = { id: "probe", kind: "INSTANCE_PROBE", check: { protocol: "TCP", port: 22 } };

const finds = (kind: GateFinding["kind"], words = `It ${kind}.`): GateLook => ({ finding: { kind, words } });
const fresh = (...gates: HealthGate[]): GateStanding => ({ gates: progressOf(gates, []), stableSince: null });
const statesOf = ({ gates }: GateStanding): GateState[] => gates.map(({ state }) => state);

/** A look after so many seconds, where servers have to be stable for so many. */
function look(before: GateStanding, [seconds, stableSeconds]: [number, number], looks: Record<string, GateLook>) {
  const limits = { stableSeconds, probeCountsMs: 100_000, now: at(seconds) };
  return advanceGates(before, new Map(Object.entries(looks)), limits);
}

describe("a look", () => {
  test("makes a server healthy when all its gates pass at once", () => {
    const one = look(fresh(AGENT, ALARM), [0, 0], { agent: finds("passes"), alarm: finds("fails") });
    expect(statesOf(one)).toEqual(["PASSING", "WAITING"]);
    expect(one).toMatchObject({ isHealthy: false, stableSince: null, isNews: true });
    const two = look(one, [5, 0], { agent: finds("passes"), alarm: finds("passes") });
    expect(statesOf(two)).toEqual(["PASSED", "PASSED"]);
    expect(two).toMatchObject({ isHealthy: true, stableSince: at(5) });
  });

  test("that finds the same changes nothing, not even when it was looked", () => {
    const one = look(fresh(AGENT), [0, 0], { agent: finds("fails") });
    const two = look(one, [5, 0], { agent: finds("fails") });
    expect(two).toMatchObject({
      isNews: false,
      gates: [{ since: at(0).toISOString(), checkedAt: at(0).toISOString() }],
    });
  });

  test("without an answer says so, and neither breaks what passed nor makes anybody healthy", () => {
    const one = look(fresh(AGENT), [0, 10], { agent: finds("passes") });
    const two = look(one, [11, 10], { agent: finds("unknown", "Systems Manager did not answer.") });
    expect(two).toMatchObject({ isHealthy: false, stableSince: at(0), isNews: true });
    expect(two.gates).toMatchObject([{ state: "PASSING", words: "Systems Manager did not answer." }]);
    expect(look(two, [15, 10], { agent: finds("passes") })).toMatchObject({ isHealthy: true, stableSince: at(0) });
  });

  test("counts what a probe found for a while, though not for ever", () => {
    const probe: GateProbe = { sentAt: at(0).toISOString(), commandId: "c", closedAt: null, answeredAt: null };
    const answered = { ...probe, closedAt: at(3).toISOString(), answeredAt: at(3).toISOString() };
    const one = look(fresh(PROBE), [3, 10], { probe: { ...finds("passes"), probe: answered } });
    expect(look(one, [20, 10], {}).isHealthy).toBe(true);
    expect(look(one, [104, 10], {}).isHealthy).toBe(false);
  });

  test("starts the stable time over when one gate breaks", () => {
    const one = look(fresh(AGENT, ALARM), [0, 60], { agent: finds("passes"), alarm: finds("passes") });
    const two = look(one, [59, 60], { agent: finds("passes"), alarm: finds("fails") });
    expect(two).toMatchObject({ isHealthy: false, stableSince: null });
    const three = look(two, [61, 60], { agent: finds("passes"), alarm: finds("passes") });
    expect(three).toMatchObject({ isHealthy: false, stableSince: at(61) });
    expect(look(three, [121, 60], { agent: finds("passes"), alarm: finds("passes") }).isHealthy).toBe(true);
  });
});

test("EC2's checks failing starts everything over, once", () => {
  const passing = look(fresh(AGENT, ALARM), [0, 60], { agent: finds("passes"), alarm: finds("fails") });
  const over = startOver(passing, at(10));
  expect(over).toMatchObject({ stableSince: null, isNews: true });
  expect(statesOf(over)).toEqual(["WAITING", "WAITING"]);
  expect(over.gates[1]?.words).toBe("It fails.");
  expect(startOver(over, at(11)).isNews).toBe(false);
});

const KINDS = fc.constantFrom<GateFinding["kind"] | "none">("passes", "fails", "unknown", "none");
const LOOKS = fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 40 }), agent: KINDS, alarm: KINDS }), {
  minLength: 1,
  maxLength: 40,
});

test("a server is healthy only after every gate passed without a failure for its stable time, and was asked at the end", () => {
  fc.assert(
    fc.property(LOOKS, fc.integer({ min: 0, max: 100 }), (steps, stableSeconds) => {
      let [seconds, standing] = [0, fresh(AGENT, ALARM)];
      const failedAt = { agent: 0, alarm: 0 };
      for (const step of steps) {
        seconds += step.seconds;
        const asked = (["agent", "alarm"] as const).filter((id) => step[id] !== "none");
        for (const id of asked) if (step[id] === "fails") failedAt[id] = seconds;
        const looks = Object.fromEntries(asked.map((id) => [id, finds(step[id] as GateFinding["kind"])]));
        const verdict = look(standing, [seconds, stableSeconds], looks);
        standing = verdict;
        if (!verdict.isHealthy) continue;
        expect([step.agent, step.alarm]).toEqual(["passes", "passes"]);
        expect(seconds - Math.max(failedAt.agent, failedAt.alarm)).toBeGreaterThanOrEqual(stableSeconds);
        expect(statesOf(verdict)).toEqual(["PASSED", "PASSED"]);
        return;
      }
    }),
  );
});

test("a look from which nothing is new leaves the very same gates", () => {
  fc.assert(
    fc.property(LOOKS, (steps) => {
      let [seconds, standing] = [0, fresh(AGENT, ALARM)];
      for (const step of steps) {
        seconds += step.seconds;
        const verdict = look(standing, [seconds, 3600], { agent: finds(step.agent === "none" ? "fails" : step.agent) });
        const again = look(verdict, [seconds + 1, 3600], {
          agent: finds(step.agent === "none" ? "fails" : step.agent),
        });
        expect(again.isNews).toBe(false);
        expect(again.gates).toEqual(verdict.gates);
        standing = verdict;
      }
    }),
  );
});

describe("a probe", () => {
  const limits = (seconds: number) => ({ repeatMs: 15_000, giveUpMs: 100_000, now: at(seconds) });
  const probe = (fields: Partial<GateProbe>): GateProbe => {
    return { sentAt: at(0).toISOString(), commandId: "c", closedAt: null, answeredAt: null, ...fields };
  };
  const closed = probe({ closedAt: at(5).toISOString() });

  test.each([
    ["that was never sent is sent", null, 0, "send"],
    ["that is under way is followed", probe({}), 99, "follow"],
    ["of which nobody knows whether AWS got it is waited for", probe({ commandId: null }), 50, "wait"],
    ["that does not end is given up", probe({}), 100, "give-up"],
    ["of which nobody ever knows is given up", probe({ commandId: null }), 100, "give-up"],
    ["that ended is not repeated at once", closed, 19, "wait"],
    ["that ended is repeated a while later", closed, 20, "send"],
  ] as const)("%s", (...[, last, seconds, next]) => {
    expect(nextOfProbe(last, limits(seconds))).toBe(next);
  });
});

describe("the reason when the time is over", () => {
  const gate = (state: GateState, words: string): GateProgress => {
    return { id: words, kind: "SSM_AGENT", state, since: null, checkedAt: null, words, probe: null };
  };
  const limits = { timeoutMinutes: 45, stableSeconds: 0 };

  test("is what the gates that do not pass said last", () => {
    const gates = [gate("PASSING", "Fine."), gate("WAITING", "Systems Manager does not know the agent.")];
    expect(timeoutReason(gates, limits)).toBe("After 45 min Systems Manager does not know the agent.");
    expect(timeoutReason(progressOf([ALARM], []), limits)).toBe(
      'After 45 min CloudWatch about "errors" was not asked yet.',
    );
  });

  test("is that all pass for too short a while, or what they said where nobody answered", () => {
    const gates = [gate("PASSING", "CloudWatch did not answer.")];
    expect(timeoutReason(gates, { ...limits, stableSeconds: 60 })).toBe(
      "After 45 min every gate passes, but not for 60 s without a break.",
    );
    expect(timeoutReason(gates, limits)).toBe("After 45 min CloudWatch did not answer.");
  });
});

test("what is stored of a gate stays with it, in the order of the profile", () => {
  const { gates } = look(fresh(ALARM, AGENT), [0, 0], { agent: finds("passes"), alarm: finds("fails") });
  expect(progressOf([AGENT, ALARM, PROBE], gates).map(({ id, state }) => [id, state])).toEqual([
    ["agent", "PASSING"],
    ["alarm", "WAITING"],
    ["probe", "WAITING"],
  ]);
});

test("a profile that asks for nothing is as good as none", () => {
  const profile = { profileId: "p", name: "P", gates: [], stableSeconds: 0 };
  expect([null, profile, { ...profile, stableSeconds: 1 }, { ...profile, gates: [AGENT] }].map(isGated)).toEqual([
    ...[false, false, true, true],
  ]);
});
