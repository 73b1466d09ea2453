import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { PhaseProgress } from "./execution.ts";
import { launchPhases, NO_PROGRESS } from "./launch-phases.ts";
import { jobLog, jobTime, type LogLine, WHOLE_LAUNCH } from "./testing/drs-job.ts";

const SERVER = "s-3c1f5a9b7e2d4068f";

function phasesOf(...lines: LogLine[]): PhaseProgress[] {
  return launchPhases(jobLog(SERVER, lines));
}

function statusesOf(...lines: LogLine[]): string {
  return phasesOf(...lines)
    .map((phase) => phase.status)
    .join(" ");
}

test("nothing has begun while the log is empty", () => {
  expect(phasesOf()).toEqual(NO_PROGRESS);
  expect(NO_PROGRESS.map((phase) => phase.phase)).toEqual(["SNAPSHOT", "CONVERSION", "LAUNCH", "HEALTH"]);
});

test.each([
  [0, "PENDING PENDING PENDING PENDING"],
  [1, "RUNNING PENDING PENDING PENDING"],
  [2, "DONE PENDING PENDING PENDING"],
  [3, "DONE RUNNING PENDING PENDING"],
  [4, "DONE DONE PENDING PENDING"],
  [5, "DONE DONE RUNNING PENDING"],
  [6, "DONE DONE DONE PENDING"],
])("after %i lines of a launch the phases are %s", (count, statuses) => {
  expect(statusesOf(...WHOLE_LAUNCH.slice(0, count))).toBe(statuses);
});

test("each phase has the times that the log gives it", () => {
  const [snapshot, conversion, launch] = phasesOf(...WHOLE_LAUNCH.slice(0, 5));
  expect(snapshot).toMatchObject({ startedAt: jobTime(0.7).toISOString(), endedAt: jobTime(1).toISOString() });
  expect(conversion).toMatchObject({ startedAt: jobTime(53).toISOString(), endedAt: jobTime(240).toISOString() });
  expect(launch).toMatchObject({ startedAt: jobTime(240.5).toISOString(), endedAt: null });
});

describe("a phase that fails is failed from then on", () => {
  test.each<[string, LogLine[], string]>([
    [
      "snapshot",
      [
        [1, "SNAPSHOT_START"],
        [2, "SNAPSHOT_FAIL"],
      ],
      "FAILED PENDING PENDING PENDING",
    ],
    ["conversion", [...WHOLE_LAUNCH.slice(0, 3), [99, "CONVERSION_FAIL"]], "DONE FAILED PENDING PENDING"],
    ["launch", [...WHOLE_LAUNCH.slice(0, 5), [300, "LAUNCH_FAILED"]], "DONE DONE FAILED PENDING"],
  ])("%s", (_phase, lines, statuses) => {
    expect(statusesOf(...lines)).toBe(statuses);
  });
});

test("a conversion that DRS tries again runs again, and is done when the second one is", () => {
  const again: LogLine[] = [...WHOLE_LAUNCH.slice(0, 3), [99, "CONVERSION_FAIL"], [120, "CONVERSION_START"]];
  expect(statusesOf(...again)).toBe("DONE RUNNING PENDING PENDING");
  expect(phasesOf(...again)[1]).toMatchObject({ startedAt: jobTime(120).toISOString(), endedAt: null });
  expect(statusesOf(...again, [300, "CONVERSION_END"])).toBe("DONE DONE PENDING PENDING");
});

test("without a conversion in the log the launch shows that none was needed", () => {
  const fast: LogLine[] = [
    [0.7, "SNAPSHOT_START"],
    [1, "SNAPSHOT_END"],
    [20, "LAUNCH_START"],
  ];
  expect(statusesOf(...fast)).toBe("DONE NOT_NEEDED RUNNING PENDING");
  expect(phasesOf(...fast)[1]?.note).toBe("Fast mode");
  expect(statusesOf(...fast, [290, "LAUNCH_END"])).toBe("DONE NOT_NEEDED DONE PENDING");
});

test("a missing conversion is only pending while the launch has not begun", () => {
  expect(statusesOf([0.7, "SNAPSHOT_START"], [1, "SNAPSHOT_END"])).toBe("DONE PENDING PENDING PENDING");
});

describe("an older snapshot", () => {
  test("is said on the snapshot, which is done with it", () => {
    const [snapshot] = phasesOf([0.7, "SNAPSHOT_START"], [600, "USING_PREVIOUS_SNAPSHOT"]);
    expect(snapshot).toMatchObject({ status: "DONE", note: "Previous snapshot used" });
  });

  test("is said even where the log calls the new one failed", () => {
    const [snapshot] = phasesOf([0.7, "SNAPSHOT_START"], [599, "SNAPSHOT_FAIL"], [600, "USING_PREVIOUS_SNAPSHOT"]);
    expect(snapshot).toMatchObject({ status: "DONE", note: "Previous snapshot used" });
  });

  test("stays said to the end of the launch", () => {
    const [snapshot] = phasesOf([600, "USING_PREVIOUS_SNAPSHOT"], ...WHOLE_LAUNCH.slice(2));
    expect(snapshot?.note).toBe("Previous snapshot used");
  });

  test("is not said of a snapshot taken just now", () => {
    expect(phasesOf(...WHOLE_LAUNCH)[0]?.note).toBeNull();
  });
});

test("a launch from a chosen snapshot takes none", () => {
  const [snapshot] = phasesOf([0.3, "JOB_START"], ...WHOLE_LAUNCH.slice(2));
  expect(snapshot).toMatchObject({ status: "NOT_NEEDED", note: "From a chosen snapshot" });
  expect(phasesOf([0.3, "JOB_START"])[0]?.status).toBe("PENDING");
});

test("the four phases keep their order whatever the log holds, and health is never DRS's", () => {
  const marks = ["SNAPSHOT", "CONVERSION", "LAUNCH"].flatMap((phase) => [
    `${phase}_START`,
    `${phase}_END`,
    `${phase}_FAIL`,
  ]);
  const events = fc.constantFrom(
    ...marks,
    "LAUNCH_FAILED",
    "USING_PREVIOUS_SNAPSHOT",
    "CLEANUP_START",
    "JOB_END",
    "NEW",
  );
  const lines = fc.array(events).map((names) => names.map((event, second): LogLine => [second, event]));
  fc.assert(
    fc.property(lines, (log) => {
      const phases = phasesOf(...log);
      expect(phases.map((phase) => phase.phase)).toEqual(["SNAPSHOT", "CONVERSION", "LAUNCH", "HEALTH"]);
      expect(phases[3]).toEqual(NO_PROGRESS[3]);
      for (const { startedAt, endedAt } of phases) {
        if (startedAt !== null && endedAt !== null) expect(startedAt <= endedAt).toBe(true);
      }
    }),
  );
});
