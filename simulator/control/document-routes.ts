import { z } from "zod";
import { wallNow } from "../clock.ts";
import type { Simulation } from "../simulation.ts";
import type { SsmDocument } from "../ssm/records.ts";
import { regionState } from "../world.ts";
import { placeFields } from "./place.ts";

const Addition = z.strictObject({
  ...placeFields,
  name: z.string().regex(/^[a-zA-Z0-9_.-]{3,128}$/),
  documentType: z.enum(["Command", "Automation"]),
  platforms: z
    .array(z.enum(["Linux", "Windows"]))
    .min(1)
    .default(["Linux", "Windows"]),
  parameters: z.array(z.string().min(1)).default([]),
  /** Names of an automation's steps in their order. */
  steps: z.array(z.string().min(1)).min(1).default(["run"]),
});

/** Makes an SSM document of an account, or replaces one. */
export function addDocument(sim: Simulation, body: unknown): SsmDocument {
  const { accountId, region, steps, ...rest } = Addition.parse(body);
  const added: SsmDocument = {
    ...rest,
    owner: accountId,
    createdAt: wallNow(),
    steps: steps.map((name) => ({ name, action: "aws:executeScript" })),
  };
  regionState(sim.world, accountId, region).ssm.documents.set(added.name, added);
  sim.changed();
  return added;
}
