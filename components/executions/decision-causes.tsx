import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { ACTION_KIND } from "#components/status/action-kind.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { ExecutionServerView, ServerFailure } from "#lib/domain/execution.ts";

import { ActionFolds } from "./action-fold.tsx";
import { ActionError, UNKNOWN_MEANING } from "./action-runs.tsx";
import { failureWords } from "./action-words.ts";
import { listWords } from "./execution-words.ts";
import { failureCauses, type HitServers } from "./failure-causes.ts";
import { failureMeaning } from "./failure-meaning.ts";

const SHOWN = 3;

/** Why, in AWS's words, then in ours; equal causes once. */
export function DecisionCauses({ failed, reason }: { failed: readonly ExecutionServerView[]; reason: string | null }) {
  const causes = failureCauses(failed);
  if (causes.length === 0)
    return reason === null ? null : <p className="mt-1.5 text-xs/[18px] wrap-anywhere">{reason}</p>;
  return (
    <div className="mt-1 grid gap-2.5">
      {causes.slice(0, SHOWN).map((servers) => (
        <Cause key={servers[0].sourceServerId} servers={servers} isOnly={causes.length === 1 && servers.length === 1} />
      ))}
      {causes.length > SHOWN && (
        <p className="text-xs text-ink-muted">
          {causes.length - SHOWN} more causes stand at their servers, in the wave’s list.
        </p>
      )}
    </div>
  );
}

/** Why actions did not do what they should, and what they said. */
export function ActionCauses({ actions }: { actions: readonly ActionRunView[] }) {
  return (
    <div className="mt-1 grid gap-2.5">
      {actions.map((action) => (
        <div key={action.id} className="min-w-0 text-xs/[17px]">
          {actions.length > 1 && (
            <b className="block wrap-anywhere">
              “{action.name}” {failureWords(action)}
            </b>
          )}
          <p className="text-2xs/4 text-ink-muted">
            {ACTION_KIND[action.kind].label}
            {action.endedAt !== null && (
              <>
                , <Clock at={action.endedAt} seconds />
              </>
            )}
            {action.tries > 1 && `, tried ${action.tries} times`}
          </p>
          {action.error !== null && <ActionError action={action} />}
          {action.state === "UNKNOWN" && <p className="mt-1 text-ink-muted">{UNKNOWN_MEANING}</p>}
          <ActionFolds action={action} />
        </div>
      ))}
    </div>
  );
}

function Cause({ servers, isOnly }: { servers: HitServers; isOnly: boolean }) {
  const [server] = servers;
  const { failure, error } = server;
  const meaning = failureMeaning(server);
  return (
    <div className="text-xs/[17px]">
      {!isOnly && <b className="mb-1 block wrap-anywhere">{listWords(servers.map((server) => server.hostname))}</b>}
      {failure !== null && <Quote {...failure} />}
      {error !== null && error !== failure?.message && <p className="mt-1 wrap-anywhere">{error}</p>}
      {meaning !== null && <p className="mt-1 text-ink-muted">{meaning}</p>}
    </div>
  );
}

/** AWS's own words with where and when they were said above them; long ones scroll, so that the answers stay in sight. */
function Quote({ service, operation, at, message }: ServerFailure) {
  return (
    <>
      <p className="text-2xs/4 text-ink-muted">
        {service}, {operation}, <Clock at={at} seconds />
      </p>
      <blockquote
        tabIndex={0}
        aria-label="What AWS said"
        className="mono mt-0.5 max-h-20 overflow-y-auto rounded-r-sm border-l-3 border-bad bg-sunken px-2.5 py-1.5 text-xs/[17px] wrap-anywhere whitespace-pre-wrap"
      >
        {message}
      </blockquote>
    </>
  );
}
