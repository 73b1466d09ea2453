import { z } from "zod";

import type { Permission } from "#lib/domain/permissions.ts";
import { contextFor } from "#lib/runtime.ts";
import { type Context, requirePermission } from "#lib/services/context.ts";

import { authenticate } from "./authenticate.ts";
import { guarded, type RouteHandler } from "./guarded.ts";
import { readJsonBody } from "./json-body.ts";
import { readQuery } from "./query-string.ts";
import { type Reply, toResponse } from "./reply.ts";

const Nothing = z.strictObject({});
type Nothing = typeof Nothing;

type Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  ctx: Context;
  params: z.input<P>;
  query: z.input<Q>;
  body: z.input<B>;
};

export type Route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  /** Asked for before anything is read. The verb asks for it again. */
  permission?: Permission;
  params?: P;
  /** Without it any parameter is refused. */
  query?: Q;
  /** Without it no body is read. */
  body?: B;
  handle: (call: Call<P, Q, B>) => Promise<Reply>;
};

/** A declaration becomes a route: who calls → may they → is it well formed → do it → say it. */
export function route<P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = Nothing>(
  declaration: Route<P, Q, B>,
): RouteHandler {
  return guarded(async ({ request, route: { params: given }, requestId }) => {
    const ctx = await contextFor(await authenticate(request));
    if (declaration.permission !== undefined) requirePermission(ctx, declaration.permission);
    const params: unknown = (await given) ?? {};
    requireValid(declaration.params, params);
    const query: unknown = readQuery(request.nextUrl.searchParams);
    requireValid(declaration.query, query);
    const body: unknown = declaration.body === undefined ? {} : await readJsonBody(request);
    requireValid(declaration.body, body);
    return toResponse(await declaration.handle({ ctx, params, query, body }), request, requestId);
  });
}

/** The verb gets what was sent, checked but not yet transformed: it parses its own input. */
function requireValid<S extends z.ZodType>(schema: S | undefined, value: unknown): asserts value is z.input<S> {
  const parsed = (schema ?? Nothing).safeParse(value);
  if (!parsed.success) throw parsed.error;
}

/** Of routes about one thing. What the id may look like, the verb knows. */
export const IdParams = z.strictObject({ id: z.string() });
/** Of routes about a wave of an execution, a server of it, or an action. */
export const WaveParams = z.strictObject({ id: z.string(), number: z.string().regex(/^\d{1,9}$/) });
export const ServerParams = z.strictObject({ id: z.string(), sourceServerId: z.string().max(40) });
export const ActionRunParams = z.strictObject({ id: z.string(), actionRunId: z.string().max(40) });
