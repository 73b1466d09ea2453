"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleHelp, CirclePlay, OctagonX, SquareCheck } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "#components/ui/button.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { type Family, Status } from "#components/ui/status.tsx";
import { Clock } from "#components/ui/time.tsx";
import { isWaveOver } from "#lib/domain/execution-status.ts";
import { jobLogQuery } from "#lib/query/executions.ts";
import type { ExecutionWaveView, JobLogItemView, LaunchState, LaunchView } from "#lib/domain/execution.ts";

export type JobLogChoice = { sourceServerId: string | null };

type JobLogProps = {
  executionId: string;
  wave: ExecutionWaveView;
  choice: JobLogChoice;
  onShowAll: () => void;
};

/** The DRS jobs of a wave and what DRS wrote about them, as it wrote it. */
export function JobLog({ executionId, wave, choice, onShowAll }: JobLogProps) {
  const query = useQuery(
    jobLogQuery(executionId, {
      wave: wave.number,
      sourceServerId: choice.sourceServerId ?? undefined,
      isLive: !isWaveOver(wave.status),
    }),
  );
  const server = wave.servers.find((candidate) => candidate.sourceServerId === choice.sourceServerId);
  return (
    <section aria-label={`DRS job log of wave ${wave.number}`} className="border-t border-line bg-sunken">
      <ul className="grid gap-1 px-4 py-2 pl-[42px] text-xs max-sm:px-3">
        {wave.launches.map((launch) => (
          <LaunchLine key={launch.id} launch={launch} />
        ))}
        {wave.launches.length === 0 && <li className="text-ink-muted">No DRS job has been started for this wave.</li>}
      </ul>
      {server !== undefined && (
        <p className="flex items-center gap-2 px-4 pb-2 pl-[42px] text-xs max-sm:px-3">
          Lines of {server.hostname} only
          <Button size="sm" onClick={onShowAll}>
            Show all servers
          </Button>
        </p>
      )}
      <div
        tabIndex={0}
        role="log"
        aria-label="Job log, newest last"
        className="max-h-80 overflow-auto border-t border-line py-1.5"
      >
        {query.isPending && (
          <p className="px-4 py-1 pl-[42px] text-xs text-ink-muted max-sm:px-3">Reading the job log</p>
        )}
        {query.error !== null && (
          <p className="px-4 py-1 pl-[42px] text-xs text-bad-ink max-sm:px-3">{query.error.message}</p>
        )}
        {query.data?.length === 0 && (
          <p className="px-4 py-1 pl-[42px] text-xs text-ink-muted max-sm:px-3">DRS has not written anything yet.</p>
        )}
        <ol>
          {query.data?.map((line) => (
            <LogLine key={`${line.jobId}-${line.seq}`} line={line} />
          ))}
        </ol>
      </div>
    </section>
  );
}

const LAUNCH: Record<LaunchState, { family: Family; icon: ReactNode; label: string }> = {
  UNRESOLVED: { family: "attn", icon: <CircleHelp />, label: "Not known whether AWS got this" },
  REFUSED: { family: "bad", icon: <OctagonX />, label: "AWS did not take it" },
  RUNNING: { family: "run", icon: <CirclePlay />, label: "Job runs" },
  ENDED: { family: "idle", icon: <SquareCheck />, label: "Job ended" },
};

function LaunchLine({ launch }: { launch: LaunchView }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Status {...LAUNCH[launch.state]} />
      {launch.jobId !== null &&
        (launch.jobUrl === null ? (
          <span className="mono">{launch.jobId}</span>
        ) : (
          <ExternalLink href={launch.jobUrl}>
            <span className="mono">{launch.jobId}</span>
          </ExternalLink>
        ))}
      <span className="text-ink-muted">
        {formatNoun(launch.serverCount, "server")}, {launch.region}, <Clock at={launch.requestedAt} seconds />
      </span>
      {launch.note !== null && <span className="wrap-anywhere">{launch.note}</span>}
    </li>
  );
}

function LogLine({ line }: { line: JobLogItemView }) {
  const isFailure = /FAIL|ERROR/.test(line.event);
  return (
    <li
      className={`mono grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 px-4 py-px pl-[42px] text-2xs/[18px] [content-visibility:auto] max-sm:px-3 ${isFailure ? "text-bad-ink" : ""}`}
    >
      <Clock at={line.at} seconds />
      <span className="wrap-anywhere">
        {line.event} {line.hostname ?? line.sourceServerId ?? ""}
        {line.detail !== null && <span className="text-ink-muted"> {line.detail}</span>}
      </span>
    </li>
  );
}
