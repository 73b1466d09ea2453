"use client";

import clsx from "clsx";

import { Verbatim } from "#components/ui/verbatim.tsx";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";

import { failureMeaning } from "./failure-meaning.ts";
import { ProblemActions } from "./server-row-actions.tsx";
import { ServerWaits } from "./waits-for.tsx";

type ServerWhyProps = {
  wave: ExecutionWaveView;
  server: ExecutionServerView;
  /** The server above it that failed for the very same reason. */
  sameAs: string | undefined;
  onJobLog: (sourceServerId: string) => void;
};

/** Under a server: why it failed or was skipped, and what can be done about it. */
export function ServerWhy({ wave, server, sameAs, onJobLog }: ServerWhyProps) {
  const isProblem = isServerProblem(server.status);
  return (
    <div
      role="row"
      className={clsx(
        "pr-4 pb-3 pl-[42px] text-xs/[18px] max-sm:px-3",
        isProblem && "bg-bad-tint shadow-[inset_3px_0_0_var(--color-bad)]",
      )}
    >
      <div role="cell" className="max-w-180">
        <Reason server={server} sameAs={sameAs} />
        {isProblem && (
          <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <ProblemActions wave={wave} server={server} />
            {server.jobId !== null && (
              <button
                type="button"
                className="min-h-(--size-target) text-accent-ink underline underline-offset-2"
                onClick={() => onJobLog(server.sourceServerId)}
              >
                Job log of {server.hostname}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function Reason({ server, sameAs }: Pick<ServerWhyProps, "server" | "sameAs">) {
  if (server.waitsFor !== null) return <ServerWaits waitsFor={server.waitsFor} />;
  return sameAs === undefined ? <Cause server={server} /> : <p>The same as {sameAs}.</p>;
}

function Cause({ server }: { server: ExecutionServerView }) {
  const { failure, error } = server;
  const meaning = failureMeaning(server);
  return (
    <>
      {failure !== null && <Verbatim {...failure} text={failure.message} />}
      {error !== null && error !== failure?.message && <p className={failure === null ? "" : "mt-1"}>{error}</p>}
      {meaning !== null && <p className="mt-1">{meaning}</p>}
    </>
  );
}
