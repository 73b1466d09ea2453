export type Control = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

/** The simulator's control API. Throws with its words when it refuses. */
export function controlOf(url: string): Control {
  return async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}/_control${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
}
