import type { ExecutionServerView } from "#lib/domain/execution.ts";

export type HitServers = [ExecutionServerView, ...ExecutionServerView[]];

/** Each cause once, with every server that it hit, in the order in which they are given. */
export function failureCauses(servers: readonly ExecutionServerView[]): HitServers[] {
  const causes = new Map<string, HitServers>();
  for (const server of servers) {
    const cause = causeOf(server);
    const known = causes.get(cause);
    if (known === undefined) causes.set(cause, [server]);
    else known.push(server);
  }
  return [...causes.values()];
}

/** For each server whose cause stands already at one before it, that one's name: said once, it need not be said again. */
export function sameCauses(servers: readonly ExecutionServerView[]): Map<string, string> {
  const same = failureCauses(servers).flatMap(([first, ...rest]) =>
    first.failure === null ? [] : rest.map((server) => [server.sourceServerId, first.hostname] as const),
  );
  return new Map(same);
}

function causeOf({ status, failure, error, sourceServerId }: ExecutionServerView): string {
  return `${status} ${failure?.message ?? error ?? sourceServerId}`;
}

/** `pay-ora-01 did not launch`, `3 servers are not healthy`, `4 servers failed`. */
export function failureTitle(servers: readonly ExecutionServerView[], most = 1): string {
  const isMany = servers.length > most;
  const [first] = servers;
  if (first === undefined) return "A step could not be carried out";
  const who = isMany ? `${servers.length} servers` : servers.map((server) => server.hostname).join(" and ");
  if (servers.every((server) => server.status === "FAILED")) return `${who} did not launch`;
  if (servers.every((server) => server.status === "UNHEALTHY"))
    return `${who} ${servers.length === 1 ? "is" : "are"} not healthy`;
  return `${who} failed`;
}
