import { expect, test } from "vitest";

import { isStillGoing, type Remains, toLeftovers } from "./remains.ts";

const about = {
  place: { accountId: "111111111111", region: "us-east-1" },
  hostnames: new Map([["s-1", "web-1"]]),
  now: new Date("2026-11-24T12:00:00Z"),
};

function remains(facts: Partial<Remains> = {}): Remains {
  const since = new Date("2026-11-24T02:00:00Z");
  return {
    kind: "volume",
    id: "vol-1",
    state: "available",
    since,
    pricePerHour: 0.01,
    sourceServerId: "s-1",
    ...facts,
  };
}

test("a volume that is left says whose it was, what it cost so far and what it costs an hour", () => {
  expect(toLeftovers([remains()], about)).toEqual([
    {
      kind: "volume",
      id: "vol-1",
      accountId: "111111111111",
      region: "us-east-1",
      state: "available",
      hostname: "web-1",
      since: "2026-11-24T02:00:00.000Z",
      costSoFarUsd: 0.1,
      costPerHourUsd: 0.01,
      url: expect.stringContaining("VolumeDetails:volumeId=vol-1") as string,
    },
  ]);
});

test("what has no known price or server is shown all the same", () => {
  const [left] = toLeftovers([remains({ pricePerHour: null, sourceServerId: null, since: null })], about);
  expect(left).toMatchObject({ hostname: null, since: null, costSoFarUsd: null, costPerHourUsd: null });
});

test.each(["terminated", "deleting", "deleted"])("what is %s is not left", (state) => {
  expect(toLeftovers([remains({ state })], about)).toEqual([]);
});

test("while an instance shuts down it is too early to say what is left", () => {
  const going = remains({ kind: "instance", id: "i-1", state: "shutting-down" });
  expect(isStillGoing([remains(), going])).toBe(true);
  expect(isStillGoing([remains(), { ...going, state: "terminated" }])).toBe(false);
  expect(isStillGoing([remains({ kind: "network-interface", state: "shutting-down" })])).toBe(false);
});

test.each([
  ["instance", "InstanceDetails:instanceId=x"],
  ["volume", "VolumeDetails:volumeId=x"],
  ["network-interface", "NetworkInterface:networkInterfaceId=x"],
] as const)("a left %s leads to its page in the AWS console", (kind, link) => {
  expect(toLeftovers([remains({ kind, id: "x" })], about)[0]?.url).toContain(link);
});
