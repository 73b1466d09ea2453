import { z } from "zod";

import { type Conflict, ERROR_STATUS, type ErrorCode, type InvalidParam } from "#lib/domain/errors.ts";

/** `UNREACHABLE`: no answer came. `UNREADABLE`: something answered that is not our API. */
export type ProblemCode = ErrorCode | "UNREACHABLE" | "UNREADABLE";

const NotBlank = z.string().min(1);

/** RFC 9457 as our API writes it. */
export const ProblemBody = z.object({
  status: z.number(),
  code: z.custom<ErrorCode>((code) => typeof code === "string" && code in ERROR_STATUS),
  detail: NotBlank.optional(),
  title: NotBlank,
  requestId: z.string().exactOptional(),
  invalidParams: z.array(z.object({ name: z.string(), reason: z.string() })).default([]),
  conflicts: z
    .array(z.object({ kind: z.string(), id: z.string(), name: z.string(), detail: z.string().exactOptional() }))
    .default([]),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

export type ProblemFacts = {
  status: number;
  code: ProblemCode;
  detail: string;
  invalidParams?: InvalidParam[];
  conflicts?: Conflict[];
  requestId?: string | undefined;
};

/** An answer that was not what was asked for. Its message is fit to be shown. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly invalidParams: InvalidParam[];
  readonly conflicts: Conflict[];
  readonly requestId: string | undefined;

  constructor(facts: ProblemFacts) {
    super(facts.detail);
    this.status = facts.status;
    this.code = facts.code;
    this.detail = facts.detail;
    this.invalidParams = facts.invalidParams ?? [];
    this.conflicts = facts.conflicts ?? [];
    this.requestId = facts.requestId;
  }
}

/** Reads only: whether asking again can help. */
export function isWorthRetrying(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500;
}

/** The reason the API gives for one field, `sourceServerIds` for `sourceServerIds.3` too. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.invalidParams.find((param) => param.name === field || param.name.startsWith(`${field}.`))?.reason;
}
