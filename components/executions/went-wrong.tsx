import { HeartPulse, OctagonX } from "lucide-react";

import { Card, CardHeader } from "#components/ui/card.tsx";
import { Verbatim } from "#components/ui/verbatim.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

import { failureCauses, type HitServers } from "./failure-causes.ts";
import { failureMeaning } from "./failure-meaning.ts";
import { listWords, problemServers } from "./execution-words.ts";

const SHOWN_CAUSES = 6;

/** Each cause once, with every server it hit: AWS's words, then what they mean. */
export function WentWrong({ execution }: { execution: ExecutionView }) {
  const causes = failureCauses(problemServers(execution));
  if (causes.length === 0) return null;
  return (
    <Card aria-labelledby="went-wrong-title">
      <CardHeader id="went-wrong-title" title="What went wrong, and why" />
      <ul>
        {causes.slice(0, SHOWN_CAUSES).map((servers) => (
          <Cause key={servers[0].sourceServerId} servers={servers} />
        ))}
      </ul>
      {causes.length > SHOWN_CAUSES && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
          {causes.length - SHOWN_CAUSES} more causes stand at their servers below.
        </p>
      )}
    </Card>
  );
}

function Cause({ servers }: { servers: HitServers }) {
  const [{ failure, error, ...server }] = servers;
  const names = listWords(servers.map((server) => server.hostname));
  const meaning = failureMeaning(failure?.message ?? error ?? "");
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3">
      <span className="mt-0.5 text-bad-ink">{resultOf(server) === "UNHEALTHY" ? <HeartPulse /> : <OctagonX />}</span>
      <div className="min-w-0">
        <b className="wrap-anywhere">
          {names} {whatHappened(servers)}
        </b>
        {failure !== null && (
          <div className="mt-1">
            <Verbatim {...failure} text={failure.message} />
          </div>
        )}
        {error !== null && error !== failure?.message && <p className="mt-1 text-xs/[17px]">{error}</p>}
        {meaning !== null && <p className="mt-1 text-xs/[17px] text-ink-muted">{meaning}</p>}
      </div>
    </li>
  );
}

function whatHappened(servers: HitServers): string {
  const [server] = servers;
  if (resultOf(server) === "FAILED") return "did not launch";
  if (server.status === "TERMINATED") return servers.length === 1 ? "was never healthy" : "were never healthy";
  return servers.length === 1 ? "is not healthy" : "are not healthy";
}
