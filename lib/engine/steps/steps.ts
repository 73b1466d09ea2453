import { CLEANUP_STEPS } from "#lib/domain/cleanup-steps.ts";
import { AWAIT_DECISION, AWAIT_TURN, FINALIZE, LAUNCH, VERIFY } from "#lib/domain/parked-task.ts";

import type { Step } from "../step.ts";
import { cleanupWait } from "./cleanup-wait.ts";
import { prepare } from "./prepare.ts";
import { stepFailed } from "./step-failed.ts";
import { wait } from "./wait.ts";

/** Every step that this version of the worker can do, by the name that the state machine sends. */
export const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["prepare", prepare],
  ["step-failed", stepFailed],
  ...[AWAIT_TURN, LAUNCH, VERIFY, AWAIT_DECISION, FINALIZE].map((step): [string, Step] => [step, wait]),
  ...CLEANUP_STEPS.map((step): [string, Step] => [step, cleanupWait]),
]);
