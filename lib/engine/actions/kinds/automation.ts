import { readAutomation, startAutomation, stopAutomation } from "#lib/aws/ssm-automation.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { renderParameters } from "#lib/domain/actions/render-template.ts";
import { JOB_TAGS } from "#lib/domain/drs-job.ts";
import { z } from "zod";

import { placeOf } from "../../place.ts";
import { type Job, placeOfJob } from "../job.ts";
import { ended, type Means, rendered, type TryStep } from "../means.ts";

const Progress = z.object({ accountId: z.string(), region: z.string(), executionId: z.string() });

type AutomationJob = Job<"SSM_AUTOMATION">;

/** The client token is the try's id: sent again, it starts nothing twice. */
export const AUTOMATION: Means<"SSM_AUTOMATION"> = {
  send,
  find: send,
  async follow(job, stored) {
    const progress = readStoredJson(Progress, stored);
    const aws = await placeOf(job.engine.context.db, progress);
    const { executionId } = progress;
    const automation = await readAutomation(job.engine.aws, aws, { executionId, signal: job.signal });
    const output = automation.steps.map(({ name, status, failure }) => line(name, status, failure)).join("\n");
    const { status, failure, outputs } = automation;
    if (status === "SUCCEEDED") return ended(status, { output, result: outputs });
    if (status === "FAILED" || status === "TIMED_OUT" || status === "CANCELLED") {
      return ended(status, { output, error: failure ?? `The automation ended: ${status}.` });
    }
    return { kind: "running", progress, output };
  },
  async stop(job, stored) {
    const progress = readStoredJson(Progress, stored);
    const aws = await placeOf(job.engine.context.db, progress);
    await stopAutomation(job.engine.aws, aws, { executionId: progress.executionId, signal: job.signal });
  },
};

function line(name: string, status: string, failure: string | null): string {
  return failure === null ? `${name}: ${status}` : `${name}: ${status}, ${failure}`;
}

async function send(job: AutomationJob): Promise<TryStep> {
  const { action, data, engine, tryId, signal } = job;
  const parameters = rendered(renderParameters(action.parameters, data));
  if ("failed" in parameters) return parameters.failed;
  const place = placeOfJob(job, action);
  if (place === null) return ended("FAILED", { error: "The wave has no server that would say where to run it." });
  const executionId = await startAutomation(engine.aws, await placeOf(engine.context.db, place), {
    clientToken: tryId,
    documentName: action.documentName,
    parameters: parameters.value,
    tags: { [JOB_TAGS.execution]: job.execution.id, [JOB_TAGS.wave]: String(job.wave.number) },
    signal,
  });
  const request = { documentName: action.documentName, parameters: parameters.value };
  return { kind: "running", progress: { ...place, executionId }, request };
}
