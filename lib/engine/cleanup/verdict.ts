import { type AwsFailure, awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";

/** How far a clean-up is in one account and Region. */
export type Verdict = {
  /** `refused`: AWS does not do it, and waiting changes nothing. */
  state: "done" | "working" | "refused";
  /** Why it takes longer, in a sentence. */
  note: string | null;
  /** Instances were seen to be gone. */
  isProgress: boolean;
  /** Servers that another execution has now, by name, where it waits for them. */
  heldBy: string | null;
  /** Looks in a row that found something which could not be terminated yet. */
  tries: number;
  /** Milliseconds of the clock before which the instances need not be looked at again, unless a job ends. */
  lookAfter: number;
};

const LOOK_AGAIN_SECONDS = [2, 5, 10, 20, 30];

/** What could not be terminated yet is looked at again after a while that grows up to half a minute. */
export function lookAgain(tries: number, nowMs: number): number {
  const seconds = LOOK_AGAIN_SECONDS[Math.min(tries, LOOK_AGAIN_SECONDS.length - 1)] ?? 30;
  return nowMs + seconds * 1000;
}

export function refusedOrWorking(failure: AwsFailure): Verdict["state"] {
  return failure.refused && !failure.retryable ? "refused" : "working";
}

export function verdictOfError(error: unknown, tries: number, nowMs: number): Verdict {
  const failure = awsFailureOf(error);
  return {
    state: refusedOrWorking(failure),
    note: awsWords(failure),
    isProgress: false,
    heldBy: null,
    tries: tries + 1,
    lookAfter: lookAgain(tries, nowMs),
  };
}
