import { HeartPulse, OctagonX, TriangleAlert } from "lucide-react";

import { Card, CardHeader } from "#components/ui/card.tsx";
import { Verbatim } from "#components/ui/verbatim.tsx";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { hasFailed } from "#lib/domain/actions/outcome-of-action.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

import { ActionFolds } from "./action-fold.tsx";
import { actionsGoneWrong } from "./action-progress.ts";
import { ActionError } from "./action-runs.tsx";
import { failureWords } from "./action-words.ts";
import { failureCauses, type HitServers } from "./failure-causes.ts";
import { failureMeaning } from "./failure-meaning.ts";
import { listWords, problemServers } from "./execution-words.ts";

const SHOWN_CAUSES = 6;

/** Each cause once, with every server it hit: AWS's words, then what they mean. */
export function WentWrong({ execution }: { execution: ExecutionView }) {
  const causes = failureCauses(problemServers(execution));
  const actions = actionsGoneWrong(execution.waves);
  if (causes.length === 0 && actions.length === 0) return null;
  return (
    <Card aria-labelledby="went-wrong-title">
      <CardHeader id="went-wrong-title" title="What went wrong, and why" />
      <ul>
        {causes.slice(0, SHOWN_CAUSES).map((servers) => (
          <Cause key={servers[0].sourceServerId} servers={servers} />
        ))}
        {actions.slice(0, SHOWN_CAUSES).map((action) => (
          <ActionCause key={action.id} action={action} />
        ))}
      </ul>
      {actions.length > SHOWN_CAUSES && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
          {actions.length - SHOWN_CAUSES} more actions stand in the waves below.
        </p>
      )}
      {causes.length > SHOWN_CAUSES && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
          {causes.length - SHOWN_CAUSES} more causes stand at their servers below.
        </p>
      )}
    </Card>
  );
}

function ActionCause({ action }: { action: ActionRunView }) {
  const { state, mayHaveRunTwice, isAccepted } = action;
  const isFailed = hasFailed(state);
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3">
      <span className={isFailed ? "mt-0.5 text-bad-ink" : "mt-0.5 text-attn-ink"}>
        {isFailed ? <OctagonX /> : <TriangleAlert />}
      </span>
      <div className="min-w-0 text-xs/[17px]">
        <b className="text-sm wrap-anywhere">
          “{action.name}” {isFailed ? failureWords(action) : "may have run twice"}
        </b>
        {action.error !== null && <ActionError action={action} />}
        {isFailed && mayHaveRunTwice && <p className="mt-1">It may have run twice.</p>}
        {!isFailed && (
          <p className="mt-1 text-ink-muted">Nobody could say whether one try ran, and it was tried again.</p>
        )}
        {isAccepted && <p className="mt-1 text-ink-muted">A person continued without it.</p>}
        <ActionFolds action={action} />
      </div>
    </li>
  );
}

function Cause({ servers }: { servers: HitServers }) {
  const [server] = servers;
  const { failure, error } = server;
  const names = listWords(servers.map((server) => server.hostname));
  const meaning = failureMeaning(server);
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
