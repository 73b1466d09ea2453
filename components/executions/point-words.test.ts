import { expect, test } from "vitest";

import { executionPointWords, launchPointWords } from "./point-words.ts";

const AT = `${new Date().getUTCFullYear()}-11-24T03:02:29.846Z`;

test("what an execution was asked to launch from is said where it is not the usual", () => {
  const latest = { kind: "LATEST" } as const;
  expect(executionPointWords({ pointInTime: latest, sourceGone: "NO" })).toBeNull();
  expect(executionPointWords({ pointInTime: latest, sourceGone: "YES" })).toContain("sources gone");
  expect(executionPointWords({ pointInTime: { kind: "NEWEST_SNAPSHOT" }, sourceGone: "YES" })).toBe(
    "From the newest snapshots",
  );
  expect(executionPointWords({ pointInTime: { kind: "AT_OR_BEFORE", at: AT }, sourceGone: "NO" })).toBe(
    "From snapshots of 24 Nov 03:02:29 UTC or before",
  );
});

test("what a server will be launched from ends a sentence", () => {
  expect(launchPointWords({ kind: "LATEST" })).toBe("the latest data");
  expect(launchPointWords({ kind: "NEWEST_SNAPSHOT" })).toBe("the newest snapshot");
  expect(launchPointWords({ kind: "AT_OR_BEFORE", at: AT })).toContain("up to 24 Nov");
  const chosen = { kind: "SNAPSHOT", snapshotId: "pit-1", at: AT, askedAt: null, mayBeOlderByMinutes: 60 } as const;
  expect(launchPointWords(chosen)).toBe("the snapshot of 24 Nov 03:02:29 UTC");
});
