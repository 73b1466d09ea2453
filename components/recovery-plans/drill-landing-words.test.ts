import { expect, test } from "vitest";

import type { DrillFinding, DrillLandingView, ServerLandingView } from "#lib/domain/drill-landing.ts";

import { landingAnswer, landingConcerns, lineWords } from "./drill-landing-words.ts";

function server(hostname: string, ...findings: DrillFinding[]): ServerLandingView {
  return {
    ...{ sourceServerId: `s-${hostname}`, accountId: "1", accountName: "Payments", region: "us-west-2", hostname },
    ...{ wave: 1, verdict: findings.length === 0 ? "ISOLATED" : "OPEN", findings },
    ...{ landing: null, readAt: null, error: null },
  };
}

function view(servers: ServerLandingView[], acceptsWarnings = false): DrillLandingView {
  const isolated = servers.filter((each) => each.verdict === "ISOLATED").length;
  return {
    acceptsWarnings,
    counts: { servers: servers.length, isolated, warnings: 0, errors: 0 },
    oldestReadAt: null,
    servers,
  };
}

const outside: DrillFinding = { code: "OUTSIDE_DRILL_NETWORK", severity: "warning", detail: "it lands in subnet-p" };
const route: DrillFinding = { code: "ROUTE_TO_PRODUCTION", severity: "error", detail: "subnet-p routes to tgw-1" };
const undeclared: DrillFinding = { code: "NO_DRILL_NETWORK", severity: "warning", detail: "none is declared" };

test("errors come before warnings, and servers with the same reason stand together", () => {
  const other = { ...outside, detail: "it lands in subnet-q" };
  const concerns = landingConcerns(
    view([server("a", other), server("b", outside), server("c", outside), server("d", route)]),
  );
  expect(concerns.map(({ family, title }) => [family, title])).toEqual([
    ["bad", "1 server has a route to production"],
    ["attn", "3 servers land outside the drill network"],
  ]);
  expect(concerns[1]?.lines.map(lineWords)).toEqual(["b and c: it lands in subnet-p", "a: it lands in subnet-q"]);
});

test("a plan's acceptance quiets warnings, and never errors", () => {
  const concerns = landingConcerns(view([server("a", outside), server("b", route)], true));
  expect(concerns.map((concern) => concern.family)).toEqual(["bad", "idle"]);
});

test("a network that nobody declared is told by account and Region", () => {
  expect(landingConcerns(view([server("a", undeclared)]))).toMatchObject([
    { title: "No drill network is declared for 1 server", lines: [{ detail: "Payments, us-west-2" }] },
  ]);
});

test.each([
  [[server("a")], "The server lands isolated"],
  [[server("a"), server("b")], "All 2 servers land isolated"],
  [[server("a"), server("b", outside)], "1 of 2 servers land isolated"],
  [[server("a", outside), server("b", route)], "None of 2 servers lands isolated"],
  [[server("a", outside)], "The server does not land isolated"],
])("the answer comes first, %#", (servers, answer) => {
  expect(landingAnswer(view(servers))).toBe(answer);
});
