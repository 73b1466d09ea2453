import type { z } from "zod";

import { ApiProblem, ProblemBody } from "./problem.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type FetchJsonOptions = {
  signal?: AbortSignal | undefined;
  method?: Method | undefined;
  body?: unknown;
};

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

async function send(url: string, { signal, method = "GET", body }: FetchJsonOptions): Promise<Response> {
  const hasBody = body !== undefined;
  try {
    return await fetch(url, {
      method,
      signal: signal ?? null,
      headers: { accept: "application/json", ...(hasBody && { "content-type": "application/json" }) },
      ...(hasBody && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiProblem({
      status: 0,
      code: "UNREACHABLE",
      detail: "The console's server does not answer. Nothing was changed by this attempt as far as is known.",
    });
  }
}

function unreadable(status: number): ApiProblem {
  return new ApiProblem({
    status,
    code: "UNREADABLE",
    detail: `The server answered with something unexpected (${status}).`,
  });
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return (await response.json()) as unknown;
  } catch {
    throw unreadable(response.status);
  }
}

function problemOf(status: number, body: unknown): ApiProblem {
  const parsed = ProblemBody.safeParse(body);
  if (!parsed.success) return unreadable(status);
  return new ApiProblem({ ...parsed.data, detail: parsed.data.detail ?? parsed.data.title });
}

/**
 * The API's answer, checked against `schema` (`z.undefined()` for 204).
 * @throws ApiProblem when the API refuses, cannot be reached, or answers in another shape.
 */
export async function fetchJson<T>(schema: z.ZodType<T>, url: string, options: FetchJsonOptions = {}): Promise<T> {
  const response = await send(url, options);
  const body = await readJson(response);
  if (!response.ok) throw problemOf(response.status, body);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unreadable(response.status);
  return parsed.data;
}

/** A query string of what is set; `""` when nothing is. */
export function queryString(params: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
