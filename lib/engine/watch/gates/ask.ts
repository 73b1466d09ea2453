import { awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";

/** An answer, or why there is none, in a sentence. `isRefused`: AWS did nothing of what it was asked. */
export type Answer<T> = { ok: true; value: T } | { ok: false; words: string; isRefused: boolean };

/** Asks a service of AWS, for a while. Never rejects. */
export async function ask<T>(
  { service, signal }: { service: string; signal: AbortSignal },
  call: () => Promise<T>,
): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (signal.aborted) return { ok: false, words: `${service} did not answer.`, isRefused: false };
    const failure = awsFailureOf(error);
    return { ok: false, words: `${service} could not be asked. ${awsWords(failure)}`, isRefused: failure.refused };
  }
}
