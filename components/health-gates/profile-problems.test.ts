import { describe, expect, test } from "vitest";

import { ApiProblem } from "#lib/query/problem.ts";

import { type DraftGate, emptyDraft, newGate, type ProfileDraft } from "./profile-draft.ts";
import { gateError, isOutdated, listError, nameError, whyNotSaved } from "./profile-problems.ts";

const PROBE: DraftGate = { ...newGate("p", "INSTANCE_PROBE"), port: 8443 };
const ALARM: DraftGate = { ...newGate("a", "CLOUDWATCH_ALARM"), alarmName: "lag" };
const NONE = { error: null, sent: null };

function draftWith(...gates: DraftGate[]): ProfileDraft {
  return { ...emptyDraft(), name: "Web tier", gates };
}

function refused(name: string, reason: string): ApiProblem {
  return new ApiProblem({ status: 400, code: "INVALID_REQUEST", detail: "No.", invalidParams: [{ name, reason }] });
}

test("the first thing that is missing is told in a sentence", () => {
  expect(whyNotSaved(emptyDraft())).toBe("Give the profile a name first.");
  expect(whyNotSaved(draftWith(ALARM, { ...PROBE, port: null }))).toBe("Gate 2: give a port from 1 to 65,535.");
  expect(whyNotSaved(draftWith({ ...ALARM, alarmName: " " }))).toBe("Gate 1: name the alarm.");
  expect(whyNotSaved({ ...draftWith(PROBE), stableSeconds: null })).toMatch(/from 0 to 3,600 seconds/);
  expect(whyNotSaved(draftWith(PROBE, ALARM, newGate("s", "SSM_AGENT")))).toBeUndefined();
});

test.each([
  ["port", { port: 70_000 }, "From 1 to 65,535."],
  ["path", { path: "health" }, "A path starts with /."],
  ["expectedStatus", { expectedStatus: "200-299, 404" }, "One status or a range, as in 200-399."],
  ["expectedStatus", { expectedStatus: "399-200" }, "One status or a range, as in 200-399."],
  ["expectedStatus", { expectedStatus: "600" }, "One status or a range, as in 200-399."],
] as const)("%s says what is wrong with it while it is typed", (field, patch, words) => {
  expect(gateError(NONE, { ...PROBE, ...patch }, field)).toBe(words);
});

test("what is empty is no mistake yet, and TCP asks for no path", () => {
  expect(gateError(NONE, { ...PROBE, port: null }, "port")).toBeUndefined();
  expect(gateError(NONE, { ...PROBE, protocol: "TCP", path: "health" }, "path")).toBeUndefined();
});

describe("what the API refuses", () => {
  test("stands at its field wherever the gate has gone, until the field is changed", () => {
    const refusal = { error: refused("gates.1.check.path", "No spaces."), sent: draftWith(ALARM, PROBE) };
    expect(gateError(refusal, PROBE, "path")).toBe("No spaces.");
    expect(gateError(refusal, PROBE, "port")).toBeUndefined();
    expect(gateError(refusal, { ...PROBE, path: "/other" }, "path")).toBeUndefined();
    expect(gateError(refusal, { ...PROBE, id: "new" }, "path")).toBeUndefined();
  });

  test("of all gates together stands below them", () => {
    const sent = draftWith(ALARM);
    expect(listError({ error: refused("gates", "Too many."), sent }, sent)).toBe("Too many.");
    expect(listError({ error: refused("gates", "Too many."), sent }, draftWith())).toBeUndefined();
    expect(listError({ error: refused("gates.0.alarmName", "Too long."), sent }, sent)).toBeUndefined();
  });

  test("is the name where another profile has it", () => {
    const sent = draftWith();
    const error = new ApiProblem({ status: 409, code: "HEALTH_PROFILE_NAME_EXISTS", detail: "Taken." });
    expect(nameError({ error, sent }, sent)).toBe("Taken.");
    expect(nameError({ error, sent }, { ...sent, name: "Web" })).toBeUndefined();
  });

  test("is a matter of versions where somebody saved meanwhile", () => {
    expect(isOutdated(new ApiProblem({ status: 409, code: "VERSION_CONFLICT", detail: "Old." }))).toBe(true);
    expect(isOutdated(refused("name", "Too long."))).toBe(false);
  });
});
