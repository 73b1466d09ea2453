import { renderHosts } from "#lib/domain/actions/render-fields.ts";
import { renderUrl } from "#lib/domain/actions/url-template.ts";
import { callUrl, connectTo } from "#lib/outbound/safe-http.ts";

import type { Job } from "../job.ts";
import { ended, type Means, rendered, type TryStep } from "../means.ts";

/** How long one look may take. */
const LOOK_MS = 10_000;

/** Asked until it answers as it should. */
export const HTTP_CHECK: Means<"HTTP_CHECK"> = { send: lookAtUrl, find: lookAtUrl, follow: lookAtUrl };

/** Tried until every host has answered. */
export const TCP_CHECK: Means<"TCP_CHECK"> = { send: lookAtPorts, find: lookAtPorts, follow: lookAtPorts };

async function lookAtUrl(job: Job<"HTTP_CHECK">): Promise<TryStep> {
  const { action, data, engine, signal } = job;
  const url = rendered(renderUrl(action.url, data, ["http", "https"]));
  if ("failed" in url) return url.failed;
  const request = { url: url.value, method: "GET" as const, signal: lookSignal(signal) };
  const answer = await attempt(callUrl(engine.outbound, request));
  if (typeof answer === "string") return notYet(`${url.value}: ${answer}`, url.value);
  const isExpected = action.expectedStatus.some(({ from, to }) => answer.status >= from && answer.status <= to);
  const output = `${url.value}: ${answer.status}\n${answer.body}`;
  if (!isExpected) return notYet(output, url.value);
  if (action.bodyContains !== undefined && !answer.body.includes(action.bodyContains)) {
    return notYet(`${output}\nThe answer does not contain "${action.bodyContains}".`, url.value);
  }
  return ended("SUCCEEDED", { output, result: { status: String(answer.status) } });
}

async function lookAtPorts(job: Job<"TCP_CHECK">): Promise<TryStep> {
  const { action, data, engine, signal } = job;
  const hosts = rendered(renderHosts(action.host, data));
  if ("failed" in hosts) return hosts.failed;
  const { port } = action;
  const looks = await Promise.all(
    hosts.value.map(async (host) => {
      const answer = await attempt(connectTo(engine.outbound, { host, port, signal: lookSignal(signal) }));
      return { isOpen: typeof answer !== "string", line: `${host}:${port}: ${answer ?? "open"}` };
    }),
  );
  const output = looks.map(({ line }) => line).join("\n");
  if (looks.every(({ isOpen }) => isOpen)) return ended("SUCCEEDED", { output });
  return notYet(output, { hosts: hosts.value, port });
}

function lookSignal(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
}

function notYet(output: string, request: unknown): TryStep {
  return { kind: "running", progress: null, output, request };
}

/** What came of it, or why nothing did, in words. */
async function attempt<T>(look: Promise<T>): Promise<T | string> {
  try {
    return await look;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
