import { readAlarms } from "#lib/aws/alarms.ts";

import { placeOf } from "../../place.ts";
import { type Job, placeOfJob } from "../job.ts";
import { ended, type Means, type TryStep } from "../means.ts";

/** Alarms are read until all of them are OK. An alarm that does not exist never will be. */
export const ALARMS: Means<"CLOUDWATCH_ALARM"> = { send: look, find: look, follow: look };

async function look(job: Job<"CLOUDWATCH_ALARM">): Promise<TryStep> {
  const { action, engine, signal } = job;
  const place = placeOfJob(job, action);
  if (place === null) return ended("FAILED", { error: "The wave has no server that would say where to look." });
  const aws = await placeOf(engine.context.db, place);
  const alarms = await readAlarms(engine.aws, aws, { names: action.alarmNames, signal });
  const output = alarms.map(({ name, state, reason }) => [name, state, reason ?? []].flat().join(": ")).join("\n");
  const missing = alarms.filter(({ state }) => state === "MISSING").map(({ name }) => name);
  if (missing.length > 0) {
    return ended("FAILED", { output, error: `CloudWatch has no alarm ${missing.join(", ")} in ${place.region}.` });
  }
  if (alarms.every(({ state }) => state === "OK")) return ended("SUCCEEDED", { output });
  return { kind: "running", progress: null, output };
}
