import type { NextRequest } from "next/server";

import type { AppError } from "#lib/domain/errors.ts";
import { dropLostDatabase, webLog } from "#lib/runtime.ts";

import { problemResponse, toAppError } from "./problem.ts";
import { requestIdOf } from "./request-id.ts";

/** Next promises nothing at all where an address has no parameters. */
export type RouteParams = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type RouteHandler = (request: NextRequest, route: RouteParams) => Promise<Response>;

export type Answer = (call: { request: NextRequest; route: RouteParams; requestId: string }) => Promise<Response>;

/** A route handler that never throws: every failure is a problem with the request's id, and stands in the log. */
export function guarded(answer: Answer): RouteHandler {
  return async (request, route) => {
    const requestId = requestIdOf(request);
    const startedAt = performance.now();
    const response = await answered(answer, { request, route, requestId });
    const milliseconds = Math.round(performance.now() - startedAt);
    const { method, nextUrl } = request;
    webLog().info({ requestId, method, path: nextUrl.pathname, status: response.status, milliseconds }, "request");
    return response;
  };
}

async function answered(answer: Answer, call: Parameters<Answer>[0]): Promise<Response> {
  try {
    return await answer(call);
  } catch (thrown) {
    const error = toAppError(thrown);
    report(error, call.requestId);
    dropLostDatabase(thrown);
    return problemResponse(error, call.requestId);
  }
}

function report(error: AppError, requestId: string): void {
  if (error.status === 500) webLog().error({ requestId, err: error.cause }, "a request failed");
  else if (error.status > 500) webLog().warn({ requestId, err: error.cause ?? error }, error.message);
}
