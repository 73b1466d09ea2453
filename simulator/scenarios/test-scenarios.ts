import { expect } from "vitest";
import type { Bench } from "#simulator/test-bench.ts";

export async function switchOn(bench: Bench, id: string, values: object = {}): Promise<void> {
  expect(await bench.control("POST", `/scenarios/${id}`, values)).toMatchObject({
    status: 200,
    body: { isActive: true },
  });
}

export async function switchOff(bench: Bench, id: string): Promise<void> {
  expect(await bench.control("DELETE", `/scenarios/${id}`)).toMatchObject({ status: 200, body: { isActive: false } });
}

/** Everything that a scenario may change and has to restore: replication by server, and the rules. */
export function changeable({ sim }: Bench): unknown {
  const servers = [...sim.world.regions.values()].flatMap(({ drs }) => [...drs.sourceServers.values()]);
  return structuredClone({
    rules: sim.faults.list(),
    replication: servers.map(({ hostname, replication }) => [hostname, replication]),
    scenarios: [...sim.world.scenarios.keys()],
  });
}
