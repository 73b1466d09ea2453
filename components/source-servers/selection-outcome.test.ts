import { describe, expect, test } from "vitest";

import type { Holding } from "#components/recovery-plans/held-servers.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { liveInstance, sourceServerView as server } from "#lib/domain/testing/source-server.ts";

import { selectionOutcome, serversToSend } from "./selection-outcome.ts";

const READY = server("ready");
const STOPPED = server("stopped", { recoverable: false, recoverability: "STOPPED" });
const RECOVERED = server("recovered", { liveInstances: [liveInstance({ isDrill: false })] });
const DRILLED = server("drilled", { liveInstances: [liveInstance()] });
const HELD = server("held");
const ALL = [READY, STOPPED, RECOVERED, DRILLED, HELD];

function heldBy(type: ExecutionType): Holding[] {
  return [{ execution: { id: "e-1", name: "Payments", type }, servers: [HELD] }];
}

function names(servers: readonly { hostname: string }[]): string[] {
  return servers.map(({ hostname }) => hostname);
}

describe("of chosen servers", () => {
  test("those that can be launched are, over drill instances too", () => {
    const { launched } = selectionOutcome(ALL, { type: "DRILL", holdings: [] });
    expect(names(launched)).toEqual(["ready", "drilled", "held"]);
  });

  test("the others say why", () => {
    const { leftOut } = selectionOutcome(ALL, { type: "DRILL", holdings: heldBy("DRILL") });
    expect(leftOut.map(({ server: { hostname }, why }) => [hostname, why])).toEqual([
      ["stopped", "its replication is stopped"],
      ["recovered", "it runs recovered as i-0a1b2c3d4e5f60718, which a new launch would terminate"],
      ["held", "it is in the drill Payments that runs now"],
    ]);
  });

  test("a recovery takes what a drill has, and leaves what a recovery has", () => {
    const over = (type: ExecutionType) => selectionOutcome([HELD], { type: "RECOVERY", holdings: heldBy(type) });
    expect(names(over("DRILL").launched)).toEqual(["held"]);
    expect(over("RECOVERY").launched).toEqual([]);
  });

  test("a drill names only what it launches, a recovery also what it leaves out, neither what another has", () => {
    const sent = (type: ExecutionType) =>
      names(serversToSend(type, selectionOutcome(ALL, { type, holdings: heldBy("RECOVERY") })));
    expect(sent("DRILL")).toEqual(["ready", "drilled"]);
    expect(sent("RECOVERY")).toEqual(["ready", "drilled", "stopped", "recovered"]);
  });
});
