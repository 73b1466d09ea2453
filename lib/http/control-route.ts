import type { z } from "zod";

import type { Context } from "#lib/services/context.ts";
import { getExecution } from "#lib/services/executions/get.ts";

import { endpoints } from "./endpoints.ts";
import { accepted } from "./reply.ts";
import { type Route, route } from "./route.ts";
import { engineLinks } from "./start-engine.ts";

type Identified = z.ZodType<{ id: string }, { id: string }>;
type Body = z.ZodType<unknown, object>;

/** Something that is done to an execution by one verb. It answers the execution as it is then. */
export function controlRoute<P extends Identified, B extends Body>(
  declaration: Required<Pick<Route<P, z.ZodObject, B>, "params" | "body">> & {
    control: (ctx: Context, input: { params: z.input<P>; body: z.input<B> }) => Promise<void>;
  },
) {
  const { params: schema, body: bodySchema, control } = declaration;
  return endpoints({
    POST: route({
      permission: "execution:control",
      params: schema,
      body: bodySchema,
      handle: async ({ ctx, params, body }) => {
        await control(ctx, { params, body });
        return accepted(await getExecution(ctx, params.id, engineLinks()));
      },
    }),
  });
}
