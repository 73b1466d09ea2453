import { WEBHOOK_SCHEMES } from "#lib/domain/actions/action-fields.ts";
import { renderJson } from "#lib/domain/actions/json-template.ts";
import { renderHeaders } from "#lib/domain/actions/render-fields.ts";
import { renderUrl } from "#lib/domain/actions/url-template.ts";
import { callUrl, NotSentError, type OutboundAnswer } from "#lib/outbound/safe-http.ts";
import { webhookSignature } from "#lib/outbound/webhook-signature.ts";

import { ended, type Means, rendered, type TryStep } from "../means.ts";
import { fieldsOf } from "./invoke-function.ts";

/** A receiver tells a repeated call by its idempotency key; nobody can ask it whether it got one. */
export const WEBHOOK: Means<"WEBHOOK"> = {
  async send(job) {
    const { action, data, engine, signal, tryId } = job;
    const secret = engine.outbound.webhookSecrets[action.secretName];
    if (secret === undefined)
      return ended("FAILED", { error: `This deployment has no secret "${action.secretName}".` });
    const url = rendered(renderUrl(action.url, data, WEBHOOK_SCHEMES));
    if ("failed" in url) return url.failed;
    const headers = rendered(renderHeaders(action.headers, data));
    if ("failed" in headers) return headers.failed;
    const tree = rendered(renderJson(action.body, data));
    if ("failed" in tree) return tree.failed;
    const body = JSON.stringify(tree.value);
    const answer = await answerOf(
      callUrl(engine.outbound, {
        ...{ url: url.value, method: action.method, body, signal },
        headers: {
          ...headers.value,
          "content-type": "application/json",
          "idempotency-key": tryId,
          "x-drs-orchestrator-signature": webhookSignature(body, { secret, at: engine.context.now() }),
        },
      }),
    );
    return "kind" in answer ? answer : endOf(answer);
  },
  follow: () => Promise.resolve(ended("UNKNOWN")),
};

async function answerOf(call: Promise<OutboundAnswer>): Promise<OutboundAnswer | TryStep> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotSentError) return ended("FAILED", { error: `Not sent: ${error.message}` });
    throw error;
  }
}

function endOf({ status, body, location }: OutboundAnswer): TryStep {
  if (status >= 200 && status < 300) return ended("SUCCEEDED", { output: body, result: fieldsOf(body) });
  const redirect = location === null ? "" : ` It points to ${location}; redirects are not followed.`;
  return ended("FAILED", { output: body, error: `The receiver answered ${status}.${redirect}` });
}
