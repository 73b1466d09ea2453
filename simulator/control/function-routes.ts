import { z } from "zod";
import { wallNow } from "../clock.ts";
import { newFunction, type LambdaFunction } from "../lambda/records.ts";
import type { Simulation } from "../simulation.ts";
import { regionState } from "../world.ts";
import { placeFields } from "./place.ts";

const Addition = z.strictObject({
  ...placeFields,
  functionName: z.string().regex(/^[\w-]{1,64}$/),
  description: z.string().max(256).default(""),
  /** Aliases and version numbers. */
  qualifiers: z.array(z.string().regex(/^[\w-]{1,128}$/)).default([]),
});

/** Makes a Lambda function that echoes its input, or replaces one. */
export function addFunction(sim: Simulation, body: unknown): LambdaFunction {
  const { accountId, region, functionName, description, qualifiers } = Addition.parse(body);
  const added = newFunction(functionName, { description, qualifiers, now: wallNow() });
  regionState(sim.world, accountId, region).lambda.functions.set(functionName, added);
  sim.changed();
  return added;
}
