import { describe, expect, test } from "vitest";

import type { DrsLaunchStatus } from "./drs-job.ts";
import { type LaunchSighting, observeServer, type ServerSighting, UNDECIDED_LIMIT_MS } from "./launch-observation.ts";
import {
  drsJob,
  jobLog,
  jobTime,
  LAUNCHED_INSTANCE,
  type LogLine,
  participants,
  recoveryInstance,
  WHOLE_LAUNCH,
} from "./testing/drs-job.ts";

const SERVER = "s-3c1f5a9b7e2d4068f";
const OTHER = "s-3bbbbbbbbbbbbbbbb";
const NOW = jobTime(600);
const CAPACITY =
  "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation:  We currently do not have sufficient m7i.large capacity.";

type Scene = Partial<LaunchSighting> & { status?: DrsLaunchStatus; lines?: readonly LogLine[] };

/** A job that runs, with nothing said of the server, unless told otherwise. */
function look({ status = "PENDING", lines = [], ...scene }: Scene = {}, now = NOW): ServerSighting {
  const job = drsJob({ servers: participants({ [SERVER]: status }) });
  const sighting = { job, log: jobLog(SERVER, lines), instances: [], jobId: job.jobId, undecidedSince: null, ...scene };
  return observeServer(SERVER, sighting, now);
}

function over(statuses: Record<string, DrsLaunchStatus> = { [SERVER]: "PENDING" }) {
  return drsJob({ status: "COMPLETED", endedAt: jobTime(540), servers: participants(statuses) });
}

const JUST_OVER = { undecidedSince: jobTime(540) };
const TOO_LONG_OVER = { undecidedSince: new Date(NOW.getTime() - UNDECIDED_LIMIT_MS) };

describe("a server is launched", () => {
  test("when DRS says so, while the job still has others to do", () => {
    expect(look({ status: "LAUNCHED", lines: WHOLE_LAUNCH }).verdict).toEqual({ kind: "launched" });
  });

  test("when the job is over and shows an instance of it, though its status was never written", () => {
    const seen = look({ job: over(), lines: WHOLE_LAUNCH, instances: [recoveryInstance()], ...JUST_OVER });
    expect(seen.verdict).toEqual({ kind: "launched" });
  });

  test("when the job is gone and its instance is there", () => {
    expect(look({ job: null, instances: [recoveryInstance()], ...JUST_OVER }).verdict).toEqual({ kind: "launched" });
  });

  test("when an earlier line of its log failed but DRS says it was launched after all", () => {
    const lines: LogLine[] = [[50, "SNAPSHOT_FAIL"], ...WHOLE_LAUNCH];
    expect(look({ job: over({ [SERVER]: "LAUNCHED" }), lines }).verdict).toEqual({ kind: "launched" });
  });

  test("however long ago the job ended", () => {
    const job = over({ [SERVER]: "LAUNCHED" });
    expect(look({ job, lines: WHOLE_LAUNCH, ...TOO_LONG_OVER }).verdict.kind).toBe("launched");
  });

  test.each<[string, LogLine[]]>([
    [
      "a snapshot that failed and an earlier one used",
      [
        [1, "SNAPSHOT_FAIL"],
        [2, "USING_PREVIOUS_SNAPSHOT"],
      ],
    ],
    [
      "a conversion that failed once",
      [
        [1, "CONVERSION_FAIL"],
        [2, "CONVERSION_START"],
        [3, "CONVERSION_END"],
      ],
    ],
    ["an earlier instance that could not be removed", [[1, "CLEANUP_FAIL"]]],
  ])("after %s, when the log names its instance and DRS says nothing more", (_, before) => {
    const lines: LogLine[] = [
      ...before,
      [4, "LAUNCH_START"],
      [5, "LAUNCH_END", { targetInstanceId: LAUNCHED_INSTANCE }],
    ];
    expect(look({ job: over(), lines, ...JUST_OVER }).verdict).toEqual({ kind: "launching" });
    expect(look({ job: over(), lines, ...TOO_LONG_OVER }).verdict).toEqual({ kind: "launched" });
  });
});

describe("a server is still launching", () => {
  test.each<DrsLaunchStatus>(["PENDING", "IN_PROGRESS"])("while the job runs and says %s", (status) => {
    expect(look({ status, lines: WHOLE_LAUNCH.slice(0, 3) }).verdict).toEqual({ kind: "launching" });
  });

  test("while the job runs, even if an instance or the end of its launch shows already", () => {
    expect(look({ lines: WHOLE_LAUNCH, instances: [recoveryInstance()] }).verdict.kind).toBe("launching");
  });

  test("while the job runs and its snapshot failed: DRS may fall back to an older one", () => {
    expect(
      look({
        lines: [
          [1, "SNAPSHOT_START"],
          [599, "SNAPSHOT_FAIL"],
        ],
      }).verdict.kind,
    ).toBe("launching");
  });

  test.each<DrsLaunchStatus>(["PENDING", "IN_PROGRESS"])("when the job is COMPLETED and still says %s", (status) => {
    expect(look({ job: over({ [SERVER]: status }), ...JUST_OVER }).verdict).toEqual({ kind: "launching" });
  });

  test("when the job is COMPLETED without participants", () => {
    expect(look({ job: over({}), ...JUST_OVER }).verdict).toEqual({ kind: "launching" });
  });

  test("when the job is missing for a moment", () => {
    expect(look({ job: null, ...JUST_OVER }).verdict).toEqual({ kind: "launching" });
  });

  test("until the last millisecond of the limit after its job's end", () => {
    const undecidedSince = new Date(NOW.getTime() - UNDECIDED_LIMIT_MS + 1);
    expect(look({ job: over(), undecidedSince }).verdict).toEqual({ kind: "launching" });
  });

  test("whatever became of the other servers of its job", () => {
    const job = over({ [SERVER]: "PENDING", [OTHER]: "FAILED" });
    const log = jobLog(OTHER, [[300, "LAUNCH_FAILED", { rawError: CAPACITY }]]);
    expect(look({ job, log, ...JUST_OVER }).verdict).toEqual({ kind: "launching" });
  });

  test("when the instances that show are of another job or another server", () => {
    const instances = [
      recoveryInstance({ jobId: "drsjob-3bbbbbbbbbbbbbbbb" }),
      recoveryInstance({ jobId: null }),
      recoveryInstance({ sourceServerId: OTHER }),
    ];
    const seen = look({ job: over(), instances, ...JUST_OVER });
    expect(seen.verdict).toEqual({ kind: "launching" });
    expect(seen.recoveryInstanceId).toBeNull();
  });
});

describe("a server has failed", () => {
  test("when DRS says so, in AWS's own words, at the moment of the log's line", () => {
    const lines: LogLine[] = [...WHOLE_LAUNCH.slice(0, 5), [300, "LAUNCH_FAILED", { rawError: CAPACITY }]];
    const seen = look({ job: over({ [SERVER]: "FAILED", [OTHER]: "LAUNCHED" }), lines });
    expect(seen.verdict).toEqual({ kind: "failed", message: CAPACITY, operation: "LAUNCH_FAILED", at: jobTime(300) });
  });

  test("when the job is COMPLETED with every server FAILED and an empty log", () => {
    const seen = look({ job: over({ [SERVER]: "FAILED", [OTHER]: "FAILED" }) });
    expect(seen.verdict).toMatchObject({ kind: "failed", message: "DRS reports the launch as failed", at: NOW });
  });

  test.each<DrsLaunchStatus>(["FAILED", "TERMINATED"])("when the running job says %s of it", (status) => {
    expect(look({ status }).verdict.kind).toBe("failed");
  });

  test.each([
    ["SNAPSHOT_FAIL", "Failed to take snapshot"],
    ["USING_PREVIOUS_SNAPSHOT_FAILED", "No previous snapshot could be used"],
    ["CONVERSION_FAIL", "Conversion failed"],
    ["LAUNCH_FAILED", "Launch failed"],
    ["SERVER_SKIPPED", "DRS skipped the server"],
  ])("when the job is over and the log's last word is %s, though its status was never written", (event, message) => {
    const seen = look({ job: over(), lines: [[100, event]], ...JUST_OVER });
    expect(seen.verdict).toEqual({ kind: "failed", message, operation: event, at: jobTime(100) });
  });

  test("when the whole job was cancelled in the AWS console", () => {
    const log = jobLog(null, [[100, "JOB_CANCEL"]]);
    const seen = look({ job: over(), log, ...JUST_OVER });
    expect(seen.verdict).toMatchObject({ kind: "failed", message: "The job was cancelled", operation: "JOB_CANCEL" });
  });

  test("when DRS was not allowed to launch it, so that no launch ever began", () => {
    const denied =
      "An error occurred (UnauthorizedOperation) when calling the CreateLaunchTemplateVersion operation: You are not authorized.";
    const lines: LogLine[] = [...WHOLE_LAUNCH.slice(0, 4), [250, "LAUNCH_FAILED", { rawError: denied }]];
    expect(look({ job: over(), lines, ...JUST_OVER }).verdict).toMatchObject({ kind: "failed", message: denied });
  });

  test("when its job has been over for the limit and nothing was said", () => {
    const seen = look({ job: over(), ...TOO_LONG_OVER });
    expect(seen.verdict).toMatchObject({
      kind: "failed",
      message: "The job ended without a word on the server",
      operation: "StartRecovery",
      at: NOW,
    });
  });

  test("when its job has been missing for the limit", () => {
    const seen = look({ job: null, ...TOO_LONG_OVER });
    expect(seen.verdict).toMatchObject({ kind: "failed", message: "DRS no longer lists the job" });
  });

  test("when DRS says LAUNCHED and names no instance for the limit", () => {
    const job = over({ [SERVER]: "LAUNCHED" });
    expect(look({ job, ...JUST_OVER }).verdict).toEqual({ kind: "launching" });
    expect(look({ job, ...TOO_LONG_OVER }).verdict).toMatchObject({ kind: "failed" });
  });

  test("in the words of the failure it ended in, not of one that DRS got over", () => {
    const lines: LogLine[] = [
      [1, "SNAPSHOT_FAIL", { rawError: "snapshot words" }],
      [2, "USING_PREVIOUS_SNAPSHOT"],
      [3, "LAUNCH_FAILED"],
    ];
    expect(look({ status: "FAILED", lines }).verdict).toMatchObject({
      message: "Launch failed",
      operation: "LAUNCH_FAILED",
    });
  });

  test("in the last of AWS's words, where there were several", () => {
    const lines: LogLine[] = [
      [100, "CONVERSION_FAIL", { rawError: "first" }],
      [200, "CONVERSION_FAIL", { rawError: "second" }],
    ];
    expect(look({ status: "FAILED", lines }).verdict).toMatchObject({ message: "second", at: jobTime(200) });
  });

  test("never in the words that AWS has for another server", () => {
    const log = jobLog(OTHER, [[300, "LAUNCH_FAILED", { rawError: CAPACITY }]]);
    expect(look({ status: "FAILED", log }).verdict).toMatchObject({ message: "DRS reports the launch as failed" });
  });
});

describe("the instance of a server", () => {
  test("is the one that DRS shows for this job", () => {
    expect(look({ instances: [recoveryInstance()] }).recoveryInstanceId).toBe(LAUNCHED_INSTANCE);
  });

  test("is the one that the log names while DRS shows none: launch jobs leave it out", () => {
    expect(look({ status: "LAUNCHED", lines: WHOLE_LAUNCH }).recoveryInstanceId).toBe(LAUNCHED_INSTANCE);
  });

  test("is never one that belongs to another server of the job", () => {
    expect(look({ log: jobLog(OTHER, WHOLE_LAUNCH) }).recoveryInstanceId).toBeNull();
  });
});

describe("progress", () => {
  test("is read from the server's own lines only", () => {
    const log = [...jobLog(OTHER, WHOLE_LAUNCH), ...jobLog(SERVER, WHOLE_LAUNCH.slice(0, 1))];
    expect(look({ log }).phases.map((phase) => phase.status)).toEqual(["RUNNING", "PENDING", "PENDING", "PENDING"]);
  });

  test("an older snapshot is flagged for the server that used it, and for no other", () => {
    const used: LogLine[] = [[600, "USING_PREVIOUS_SNAPSHOT"]];
    expect(look({ lines: used }).usedPreviousSnapshot).toBe(true);
    expect(look({ log: jobLog(OTHER, used) }).usedPreviousSnapshot).toBe(false);
  });
});

describe("the moment whose data it was launched with", () => {
  test("is what DRS says of the instance, else when the snapshot was taken", () => {
    const taken = look({ status: "LAUNCHED", lines: WHOLE_LAUNCH });
    expect(taken.dataAt).not.toBeNull();
    const instances = [recoveryInstance({ dataAt: jobTime(-60) })];
    expect(look({ status: "LAUNCHED", lines: WHOLE_LAUNCH, instances }).dataAt).toEqual(jobTime(-60));
  });

  test("is not known of an earlier snapshot until DRS shows the instance", () => {
    const lines: LogLine[] = [...WHOLE_LAUNCH.slice(0, 2), [50, "USING_PREVIOUS_SNAPSHOT"], ...WHOLE_LAUNCH.slice(2)];
    expect(look({ lines })).toMatchObject({ dataAt: null, usedPreviousSnapshot: true });
  });
});
