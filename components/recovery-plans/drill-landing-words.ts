import { listWords } from "#components/executions/execution-words.ts";
import { formatNoun } from "#components/ui/format.ts";
import { DrillFindingCode, type DrillLandingView, type ServerLandingView } from "#lib/domain/drill-landing.ts";

export type LandingConcern = {
  code: DrillFindingCode;
  /** `idle`: a warning that the plan accepts. */
  family: "bad" | "attn" | "idle";
  title: string;
  /** Servers with the same reason stand together, most servers first. */
  lines: { servers: string[]; detail: string }[];
};

/** What keeps a drill from being isolated, worst first; one entry per kind. */
export function landingConcerns({ servers, acceptsWarnings }: DrillLandingView): LandingConcern[] {
  const families = ["bad", acceptsWarnings ? "idle" : "attn"] as const;
  return families.flatMap((family) =>
    DrillFindingCode.options.flatMap((code) => {
      const found = servers.flatMap((server) => findingOf(server, code, family === "bad" ? "error" : "warning"));
      return found.length === 0 ? [] : [{ code, family, title: titleOf(code, found.length), lines: linesOf(found) }];
    }),
  );
}

type Found = { server: string; detail: string };

function findingOf(server: ServerLandingView, code: DrillFindingCode, severity: "warning" | "error"): Found[] {
  const finding = server.findings.find((each) => each.code === code && each.severity === severity);
  if (finding === undefined) return [];
  const place = `${server.accountName}, ${server.region}`;
  return [{ server: server.hostname, detail: code === "NO_DRILL_NETWORK" ? place : finding.detail }];
}

function linesOf(found: readonly Found[]): LandingConcern["lines"] {
  return [...Map.groupBy(found, (each) => each.detail)]
    .map(([detail, same]) => ({ detail, servers: same.map((each) => each.server) }))
    .sort((a, b) => b.servers.length - a.servers.length);
}

function titleOf(code: DrillFindingCode, count: number): string {
  const servers = formatNoun(count, "server");
  const isOne = count === 1;
  switch (code) {
    case "ROUTE_TO_PRODUCTION":
      return `${servers} ${isOne ? "has" : "have"} a route to production`;
    case "OUTSIDE_DRILL_NETWORK":
      return `${servers} ${isOne ? "lands" : "land"} outside the drill network`;
    case "COPIES_PRIVATE_IP":
      return `${servers} ${isOne ? "gets" : "get"} the private address of ${isOne ? "its" : "their"} source`;
    case "NOT_KNOWN":
      return `Where ${servers} ${isOne ? "lands" : "land"} is not known`;
    case "NO_DRILL_NETWORK":
      return `No drill network is declared for ${servers}`;
  }
}

/** The answer first: how many land isolated. */
export function landingAnswer({ counts: { servers, isolated } }: DrillLandingView): string {
  if (servers === 1) return isolated === 1 ? "The server lands isolated" : "The server does not land isolated";
  if (isolated === servers) return `All ${servers} servers land isolated`;
  return isolated === 0
    ? `None of ${servers} servers lands isolated`
    : `${isolated} of ${servers} servers land isolated`;
}

export function lineWords(line: LandingConcern["lines"][number]): string {
  return `${listWords(line.servers)}: ${line.detail}`;
}
