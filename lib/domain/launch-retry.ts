/** Causes of a failed launch that may be gone a little later: short capacity, throttling, trouble inside AWS. */
const PASSING_CAUSES =
  /InsufficientInstanceCapacity|InsufficientHostCapacity|RequestLimitExceeded|Throttling|InternalError|InternalFailure|ServiceUnavailable|Unavailable|Server\.|timed? ?out|Failed to take snapshot|Conversion failed/i;

/** Whether the same launch may work if it is simply repeated, by AWS's own words about it. */
export function isPassingCause(message: string): boolean {
  return PASSING_CAUSES.test(message);
}

const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 120;

/** Seconds before repetition `retry` (from 1), doubling, give or take a quarter so that many do not come back at once. */
export function retryWaitSeconds(retry: number, random: number): number {
  const seconds = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (retry - 1));
  return seconds * (0.75 + random / 2);
}
