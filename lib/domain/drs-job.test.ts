import { expect, test } from "vitest";

import { isInstanceAlive } from "./drs-job.ts";
import { recoveryInstance } from "./testing/drs-job.ts";

test.each([
  ["PENDING", true],
  ["RUNNING", true],
  ["STOPPING", true],
  ["STOPPED", true],
  ["SHUTTING-DOWN", false],
  ["TERMINATED", false],
  ["NOT_FOUND", false],
  ["A-STATE-OF-TOMORROW", true],
])("an instance in the state %s exists: %s", (state, expected) => {
  expect(isInstanceAlive(recoveryInstance({ state }))).toBe(expected);
});
