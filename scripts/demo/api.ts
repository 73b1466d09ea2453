import { Failure } from "../stack/failure.ts";

export type Api = {
  get: (path: string) => Promise<unknown>;
  /** Answers what was created, or null when the name or the thing exists already. */
  create: (path: string, body: unknown) => Promise<unknown>;
};

export type ApiAddress = { url: string; token: string; signal?: AbortSignal };

/** The product's own API, for scripts. */
export function apiClient({ url, token, signal }: ApiAddress): Api {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(`${url}/api/v1${path}`, { method, headers, ...init, ...(signal === undefined ? {} : { signal }) });
  }
  return {
    async get(path) {
      return requireOk(await send("GET", path), `GET ${path}`);
    },
    async create(path, body) {
      const response = await send("POST", path, body);
      if (response.status !== 409) return requireOk(response, `POST ${path}`);
      await response.body?.cancel();
      return null;
    },
  };
}

async function requireOk(response: Response, what: string): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Failure(`${what} answered ${response.status}: ${text.slice(0, 500)}`);
  return text === "" ? null : JSON.parse(text);
}

/** Whether the API takes this token. */
export async function isValidToken({ url, token }: ApiAddress): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  await response.body?.cancel();
  return response.ok;
}
