import { invokeFunction } from "#lib/aws/lambda-invoke.ts";
import { renderJson } from "#lib/domain/actions/json-template.ts";
import { z } from "zod";

import { placeOf } from "../../place.ts";
import { placeOfJob } from "../job.ts";
import { ended, type Means, rendered } from "../means.ts";

const Fields = z.record(z.string(), z.unknown());

/** AWS cannot be asked afterwards whether a function ran, so an invocation whose reply got lost stays unknown. */
export const INVOKE_FUNCTION: Means<"LAMBDA"> = {
  async send(job) {
    const { action, data, engine, signal, deadline } = job;
    const payload = rendered(renderJson(action.payload, data));
    if ("failed" in payload) return payload.failed;
    const place = placeOfJob(job, {});
    if (place === null) return ended("FAILED", { error: "The wave has no server that would say where to run it." });
    const aws = await placeOf(engine.context.db, place);
    const request = { functionName: action.functionName, payload: payload.value };
    const answer = await invokeFunction(engine.aws, aws, { ...request, signal, deadline });
    const output = [answer.payload, answer.log].filter((text) => text !== "").join("\n\n");
    if (answer.succeeded) return ended("SUCCEEDED", { output, result: fieldsOf(answer.payload) });
    const { type, message } = answer.error;
    return ended("FAILED", { output, error: type === null ? message : `${type}: ${message}` });
  },
  follow: () => Promise.resolve(ended("UNKNOWN")),
};

/** What later actions may use of a JSON answer: its texts, numbers and truths. */
export function fieldsOf(text: string): Record<string, string> {
  const parsed = Fields.safeParse(parseJson(text));
  const entries = parsed.success ? Object.entries(parsed.data) : [];
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      ["string", "number", "boolean"].includes(typeof value) ? [[name, String(value)] as const] : [],
    ),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
