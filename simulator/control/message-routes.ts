import type { Simulation } from "../simulation.ts";

/** Every message that is still kept, oldest first; `at` is a time stamp. */
export function listMessages({ world }: Simulation): unknown {
  const messages = [...world.regions.values()].flatMap(({ accountId, region, sns }) =>
    sns.messages.map((each) => ({ accountId, region, ...each })),
  );
  const inOrder = messages.sort((a, b) => a.at - b.at);
  return { items: inOrder.map((each) => ({ ...each, at: new Date(each.at).toISOString() })) };
}
