import type { OnFailure } from "#lib/domain/wave-policy.ts";

/** What a wave does when it can no longer pass, in one word. */
export const ON_FAILURE_LABEL: Record<OnFailure, string> = { ASK: "Ask", CONTINUE: "Continue", ABORT: "Abort" };
