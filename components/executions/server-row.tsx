"use client";

import clsx from "clsx";
import { memo } from "react";

import { ServerStatusLabel } from "#components/status/server-status.tsx";
import { ExternalIconLink } from "#components/ui/external-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";

import { GatesButton, GateWait } from "./gates-button.tsx";
import { LaunchedFrom } from "./launched-from.tsx";
import { PHASE_GRID, PHASE_NAME, ServerPhases } from "./server-phases.tsx";
import { SkipServerButton } from "./server-row-actions.tsx";
import { queueWords } from "./server-waits.ts";
import { ServerWhy } from "./server-why.tsx";

const ROW =
  "grid grid-cols-[minmax(150px,1.15fr)_minmax(0,2fr)_minmax(150px,.95fr)_132px] items-center gap-3 pr-4 pl-[42px] max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-2 max-sm:px-3";

export function serverRowId(server: { sourceServerId: string }): string {
  return `server-${server.sourceServerId}`;
}

export function ServerHead() {
  return (
    <div role="row" className={`${ROW} h-7 bg-sunken text-2xs font-medium text-ink-faint max-sm:hidden`}>
      <span role="columnheader">Server</span>
      <div className={PHASE_GRID}>
        {Object.values(PHASE_NAME).map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <span role="columnheader">Instance</span>
      <span role="columnheader">Status</span>
    </div>
  );
}

type ServerRowProps = {
  wave: ExecutionWaveView;
  server: ExecutionServerView;
  sameAs: string | undefined;
  onJobLog: (sourceServerId: string) => void;
};

export const ServerRow = memo(function ServerRow({ wave, server, sameAs, onJobLog }: ServerRowProps) {
  const isProblem = isServerProblem(server.status);
  return (
    <>
      <div
        role="row"
        id={serverRowId(server)}
        tabIndex={-1}
        className={clsx(
          ROW,
          "min-h-[46px] scroll-mt-10 border-t border-line py-1 max-sm:py-2.5",
          isProblem && "bg-bad-tint shadow-[inset_3px_0_0_var(--color-bad)]",
        )}
      >
        <div role="cell" className="min-w-0 leading-[17px]">
          <div className="flex items-center gap-1 font-medium">
            <span className="truncated">{server.hostname}</span>
            <ExternalIconLink href={server.links.sourceServer} label={`${server.hostname} in DRS`} />
            {!server.isCritical && <Tag outline>Optional</Tag>}
          </div>
          <span className="mono text-2xs text-ink-faint">{server.sourceServerId}</span>
          {server.attempts > 1 && <span className="text-2xs text-ink-muted"> · attempt {server.attempts}</span>}
          {server.launchedFrom !== null && (
            <span className="block text-2xs text-ink-muted">
              <LaunchedFrom server={server} />
            </span>
          )}
        </div>
        <div className="max-sm:col-span-2 max-sm:row-start-2">
          <Progress server={server} />
        </div>
        <InstanceCell server={server} />
        <div role="cell" className="flex items-center justify-between gap-1 max-sm:col-start-2 max-sm:row-start-1">
          <ServerStatusLabel status={server.status} />
          <span className="flex">
            <GatesButton wave={wave} server={server} />
            <SkipServerButton wave={wave} server={server} />
          </span>
        </div>
      </div>
      <GateWait wave={wave} server={server} />
      {(isProblem || server.error !== null) && (
        <ServerWhy wave={wave} server={server} sameAs={sameAs} onJobLog={onJobLog} />
      )}
    </>
  );
});

/** How far its launch is, or where it stands among those that wait for DRS. */
function Progress({ server }: { server: ExecutionServerView }) {
  const waits = queueWords(server);
  if (waits === null) return <ServerPhases phases={server.phases} />;
  return (
    <div role="cell" aria-colspan={4} className="text-xs text-ink-muted tabular-nums">
      {waits}
    </div>
  );
}

function InstanceCell({ server }: { server: ExecutionServerView }) {
  const { recoveryInstanceId, instance, links } = server;
  if (recoveryInstanceId === null) {
    return (
      <div role="cell" className="text-xs text-ink-faint max-sm:hidden">
        No instance yet
      </div>
    );
  }
  const where = [instance?.privateIpAddress ?? [], instance?.availabilityZone ?? []].flat();
  return (
    <div role="cell" className="min-w-0 text-xs leading-[17px] max-sm:col-span-2">
      <div className="flex min-w-0 items-center gap-1">
        <span className="mono truncated text-[0.71875rem]">{recoveryInstanceId}</span>
        {links.instance !== null && <ExternalIconLink href={links.instance} label={`${recoveryInstanceId} in EC2`} />}
      </div>
      <span className="mono truncated block text-2xs text-ink-faint">
        {where.length === 0 ? (instance?.state ?? "—") : where.join(" · ")}
      </span>
    </div>
  );
}
