import { startJobOfOthers } from "../drs/jobs-of-others.ts";
import { AwsError } from "../aws-error.ts";
import type { CallFault } from "./active-rules.ts";
import { mentionedIn, type ReceivedCall } from "./received-call.ts";

/** What somebody else does to the servers of a call right before it is processed. */
export function changeWorld({ effect, sourceServerId }: CallFault, { call, request }: ReceivedCall): void {
  if (effect.kind !== "server-deleted" && effect.kind !== "foreign-job") return;
  const ids = sourceServerId === undefined ? serversOf({ call, request }) : [sourceServerId];
  if (effect.kind === "server-deleted") for (const id of ids) call.here.drs.sourceServers.delete(id);
  else if (ids.length > 0) tryToLaunch({ call, ids, isDrill: effect.isDrill });
  call.sim.changed();
}

function serversOf({ call, request }: Pick<ReceivedCall, "call" | "request">): string[] {
  const isMentioned = mentionedIn(request);
  const servers = [...call.here.drs.sourceServers.values()];
  return servers
    .filter(
      ({ sourceServerId, recoveryInstanceId }) =>
        isMentioned(recoveryInstanceId ?? sourceServerId) || isMentioned(sourceServerId),
    )
    .map((each) => each.sourceServerId);
}

/** Somebody else may be refused, too: then the call goes on as if nobody had tried. */
function tryToLaunch({ call, ids, isDrill }: { call: ReceivedCall["call"]; ids: string[]; isDrill: boolean }): void {
  try {
    startJobOfOthers(call.sim, call.here, { sourceServerIds: ids, isDrill });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
