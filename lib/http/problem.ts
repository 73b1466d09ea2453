import { STATUS_CODES } from "node:http";

import { z } from "zod";

import { AppError, type InvalidParam } from "#lib/domain/errors.ts";
import { storageError } from "#lib/services/storage-error.ts";

import { apiHeaders } from "./reply.ts";

const MAX_INVALID_PARAMS = 100;
/** The one place where whatever was thrown becomes an error of the API. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.core.$ZodError) return invalidRequest(error);
  const storage = storageError(error);
  if (storage !== null) return storage;
  return new AppError(
    "INTERNAL_ERROR",
    "Something went wrong here, not in your request. The log tells more under the request id.",
    {
      cause: error,
    },
  );
}

function invalidRequest(error: z.core.$ZodError): AppError {
  const invalidParams = error.issues.flatMap(toInvalidParams).slice(0, MAX_INVALID_PARAMS);
  const told = invalidParams.slice(0, 3).map(({ name, reason }) => (name === "" ? reason : `${name}: ${reason}`));
  const more = invalidParams.length > told.length ? ` And ${invalidParams.length - told.length} more.` : "";
  return new AppError("INVALID_REQUEST", `The request is not valid. ${told.join(" ")}${more}`, {
    cause: error,
    invalidParams,
  });
}

function toInvalidParams(issue: z.core.$ZodIssue): InvalidParam[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ name: [...path, key].join("."), reason: "This is not known here." }));
  }
  return [{ name: path.join("."), reason: sentence(issue.message) }];
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** RFC 9457. */
export function problemResponse(error: AppError, requestId: string): Response {
  const headers = apiHeaders(requestId);
  headers.set("Content-Type", "application/problem+json");
  if (error.code === "UNAUTHENTICATED") headers.set("WWW-Authenticate", "Bearer");
  if (error.code === "UNAVAILABLE") headers.set("Retry-After", "5");
  const { status, code, message: detail, invalidParams, conflicts } = error;
  const problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    code,
    detail,
    requestId,
    ...(invalidParams.length > 0 && { invalidParams }),
    ...(conflicts.length > 0 && { conflicts }),
  };
  return new Response(JSON.stringify(problem), { status, headers });
}
