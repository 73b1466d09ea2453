import { AppError } from "#lib/domain/errors.ts";

import { guarded, type RouteHandler } from "./guarded.ts";
import { apiHeaders } from "./reply.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];
type Endpoints = Record<Method | "OPTIONS", RouteHandler>;

/** The exports of a route file. Methods that are not there answer 405 with what is. */
export function endpoints(routes: Partial<Record<Method, RouteHandler>>): Endpoints {
  const allow = METHODS.filter((method) => routes[method] !== undefined)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ");
  const refuse = methodNotAllowed(allow);
  const { GET = refuse, POST = refuse, PUT = refuse, PATCH = refuse, DELETE = refuse } = routes;
  return { GET, POST, PUT, PATCH, DELETE, OPTIONS: options(allow) };
}

function methodNotAllowed(allow: string): RouteHandler {
  return async (request, route) => {
    const answer = await refuseMethod(request, route);
    answer.headers.set("Allow", allow);
    return answer;
  };
}

const refuseMethod = guarded(({ request }) => {
  throw new AppError("METHOD_NOT_ALLOWED", `${request.method} is not possible here.`);
});

function options(allow: string): RouteHandler {
  return guarded(({ requestId }) => {
    const headers = apiHeaders(requestId);
    headers.set("Allow", allow);
    return Promise.resolve(new Response(null, { status: 204, headers }));
  });
}
