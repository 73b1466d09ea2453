import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { z } from "zod";

import { awsEnvironment, baseEnvironment, type Deployment } from "./environment.ts";
import { Failure } from "./failure.ts";
import type { Environment } from "./process.ts";
import { REPOSITORY } from "./repository.ts";

const Deployed = z.object({ stateMachineArn: z.string(), cleanupStateMachineArn: z.string(), activityArn: z.string() });

/** Puts the state machines and their activity into the simulated AWS; what is there already is brought up to date. */
export async function deployStateMachines(simulatorUrl: string, overrides: Environment = {}): Promise<Deployment> {
  const env = { NODE_ENV: "production" as const, ...baseEnvironment(), ...awsEnvironment(simulatorUrl), ...overrides };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["lib/engine/deploy.ts"], { cwd: REPOSITORY, env });
    return Deployed.parse(JSON.parse(stdout));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Failure(`The state machines could not be deployed: ${said}`, { cause: error });
  }
}
