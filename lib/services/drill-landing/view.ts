import { drillRank } from "#lib/domain/drill-isolation.ts";
import type { DrillLandingView, ServerLandingView } from "#lib/domain/drill-landing.ts";

import type { JudgedServer } from "./judge.ts";

export type LandingOfServer = JudgedServer & { wave: number | null };

export function toDrillLandingView(servers: readonly LandingOfServer[], acceptsWarnings: boolean): DrillLandingView {
  const ranked = servers
    .map((each) => ({ ...each, rank: drillRank(each) }))
    .sort((a, b) => a.rank - b.rank || (a.server.hostname < b.server.hostname ? -1 : 1));
  const ages = servers.map(({ reading }) => reading?.readAt?.getTime() ?? null);
  return {
    acceptsWarnings,
    counts: {
      servers: servers.length,
      isolated: servers.filter((each) => each.verdict === "ISOLATED").length,
      warnings: servers.filter((each) => each.findings.some((finding) => finding.severity === "warning")).length,
      errors: servers.filter((each) => each.findings.some((finding) => finding.severity === "error")).length,
    },
    oldestReadAt: oldest(ages),
    servers: ranked.map(toServer),
  };
}

function oldest(ages: readonly (number | null)[]): string | null {
  const known = ages.filter((age) => age !== null);
  if (known.length === 0 || known.length < ages.length) return null;
  return new Date(known.reduce((a, b) => Math.min(a, b))).toISOString();
}

function toServer({ server, accountName, wave, verdict, findings, reading }: LandingOfServer): ServerLandingView {
  const { sourceServerId, accountId, region, hostname } = server;
  return {
    ...{ sourceServerId, accountId, accountName, region, hostname, wave, verdict, findings },
    landing: reading?.landing ?? null,
    readAt: reading?.readAt?.toISOString() ?? null,
    error: reading?.error ?? null,
  };
}
