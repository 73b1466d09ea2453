import { describe, expect, test } from "vitest";

import type { ExecutionType, ServerStatus } from "#lib/domain/execution-status.ts";
import { sourceServerView as server } from "#lib/domain/testing/source-server.ts";

import { heldServers, holdingWarnings } from "./held-servers.ts";

type Running = Parameters<typeof heldServers>[1][number];

/** An execution of the plan Payments with these servers. */
function running(type: ExecutionType, servers: Record<string, ServerStatus>): Running {
  const views = Object.entries(servers).map(([hostname, status]) => ({ ...server(hostname), status }));
  return {
    id: "e-1",
    type,
    plan: { id: "p-1", name: "Payments", version: 1 },
    waves: [{ servers: views }] as unknown as Running["waves"],
  };
}

describe("servers of a start that another execution has", () => {
  const servers = [server("db-1"), server("db-2"), server("web-1")];

  test("are those that it has itself, not those that it left out", () => {
    const [holding] = heldServers(servers, [
      running("DRILL", { "db-1": "HEALTHY", "db-2": "SKIPPED", other: "QUEUED" }),
    ]);
    expect(holding?.servers.map(({ hostname }) => hostname)).toEqual(["db-1"]);
  });

  test("are told apart by account and Region, since an id is unique there only", () => {
    const elsewhere = server("db-1", { region: "us-east-1" });
    expect(heldServers([elsewhere], [running("DRILL", { "db-1": "HEALTHY" })])).toEqual([]);
  });

  test("go from a drill to a recovery, and that is said with the names", () => {
    const holdings = heldServers(servers, [running("DRILL", { "db-1": "LAUNCHED", "web-1": "QUEUED" })]);
    expect(holdingWarnings("RECOVERY", holdings)).toMatchObject([
      { family: "attn", title: "The drill Payments that runs now is cancelled", href: "/executions/e-1" },
    ]);
    expect(holdingWarnings("RECOVERY", holdings)[0]?.detail).toContain("db-1 and web-1");
  });

  test.each([
    ["DRILL", "DRILL"],
    ["DRILL", "RECOVERY"],
    ["RECOVERY", "RECOVERY"],
  ] as const)("keep a %s from starting while a %s has them", (type, holder) => {
    const holdings = heldServers(servers, [running(holder, { "db-1": "LAUNCHED" })]);
    expect(holdingWarnings(type, holdings)).toMatchObject([{ family: "bad" }]);
    expect(holdingWarnings(type, holdings)[0]?.detail).toContain("refused");
  });
});
