import { z } from "zod";

import type { TestStack } from "#scripts/testing/stack.ts";

import type { Place } from "./plans.ts";

const Added = z.object({ ids: z.array(z.string()) });

export type Faults = {
  /** A rule of what goes wrong in DRS. */
  add: (rule: object) => Promise<void>;
  /** How a command, an automation, a function or an alarm turns out. */
  addOutcome: (rule: object) => Promise<void>;
  /** A Lambda function that answers. It stays. */
  addFunction: (named: Place & { functionName: string }) => Promise<void>;
  /** DRS does not get on with the jobs of this place, until the answer is called. */
  holdJobs: (place: Place) => Promise<() => Promise<void>>;
  clear: () => Promise<void>;
};

/** What goes wrong in the simulated AWS for one test, through its control API. */
export function faultsOf({ parts }: TestStack): Faults {
  const added = new Set<string>();

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${parts.simulatorUrl}/_control${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  async function remove(path: string): Promise<void> {
    if (added.delete(path)) await control("DELETE", path);
  }

  return {
    async add(rule) {
      const { ids } = Added.parse(await control("POST", "/faults", { service: "drs", ...rule }));
      for (const id of ids) added.add(`/faults/${id}`);
    },
    async addOutcome(rule) {
      const { ids } = Added.parse(await control("POST", "/outcomes", rule));
      for (const id of ids) added.add(`/outcomes/${id}`);
    },
    async addFunction(named) {
      await control("POST", "/functions", named);
    },
    async holdJobs(place) {
      await control("POST", "/scenarios/stuck-jobs", { ...place, phase: "launch" });
      added.add("/scenarios/stuck-jobs");
      return () => remove("/scenarios/stuck-jobs");
    },
    async clear() {
      await Promise.all([...added].map(remove));
    },
  };
}
