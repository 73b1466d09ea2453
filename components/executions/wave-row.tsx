"use client";

import clsx from "clsx";
import { ChevronRight, ScrollText } from "lucide-react";
import { memo, useMemo, useState } from "react";

import { WaveStatusLabel } from "#components/status/wave-status.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { StackedBar } from "#components/ui/stacked-bar.tsx";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { countServers } from "#lib/domain/server-counts.ts";

import { listWords } from "./execution-words.ts";
import { sameCauses } from "./failure-causes.ts";
import type { JobLogChoice } from "./job-log.tsx";
import { ActionRuns, JobLog } from "./later-parts.ts";
import { Length } from "./server-clock.tsx";
import { worstFirst } from "./worst-first.ts";
import { ServerHead, ServerRow } from "./server-row.tsx";
import { serverSegments } from "./server-segments.tsx";
import { useHeldOrder } from "./use-held-order.ts";
import { waveQueueWords } from "./server-waits.ts";
import { actionsOf } from "./action-progress.ts";
import { waveActionWords } from "./action-words.ts";
import { WaveAbout } from "./wave-about.tsx";
import { isFailureAccepted, progressWords, shownStatus } from "./wave-look.ts";

const SHOWN_SERVERS = 50;
/** A thousand rows cost only what is in sight. */
const MANY_ROWS = "*:[contain-intrinsic-height:46px] *:[content-visibility:auto]";

export function waveRowId(number: number): string {
  return `wave-${number}`;
}

type WaveRowProps = {
  executionId: string;
  wave: ExecutionWaveView;
  /** The servers that the filter leaves; all of them without one. */
  servers: readonly ExecutionServerView[];
  isOpen: boolean;
  onToggle: (wave: number, isOpen: boolean) => void;
};

export const WaveRow = memo(function WaveRow({ executionId, wave, servers, isOpen, onToggle }: WaveRowProps) {
  const groups = listWords(wave.protectionGroups.map((group) => group.name));
  const about = [groups, waveActionWords(wave.actions)].filter((part) => part !== "").join(" · ");
  const status = shownStatus(wave);
  return (
    <li id={waveRowId(wave.number)} className="scroll-mt-16 border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onToggle(wave.number, !isOpen)}
        className="grid min-h-11 w-full grid-cols-[16px_minmax(18px,auto)_minmax(140px,1fr)_120px_64px_168px] items-center gap-x-2.5 px-4 text-left hover:bg-hover max-sm:grid-cols-[16px_minmax(18px,auto)_minmax(0,1fr)_auto] max-sm:gap-y-1 max-sm:px-3 max-sm:py-2"
      >
        <ChevronRight
          className={clsx(
            "size-3.5 stroke-2 text-ink-faint transition-transform duration-(--duration-2)",
            isOpen && "rotate-90",
          )}
        />
        <span className="rounded-xs border border-line-strong px-1 text-center text-2xs font-medium text-ink-muted tabular-nums">
          {wave.number}
        </span>
        <span className="truncated">
          <b>{wave.name}</b>
          <span className="ml-2 text-xs text-ink-faint max-sm:hidden">{about}</span>
        </span>
        <span className="max-sm:order-last max-sm:col-start-3">
          <StackedBar thin segments={serverSegments(countServers(wave.servers))} />
          <span className="mt-1 block text-xs whitespace-nowrap text-ink-muted tabular-nums">
            {progressWords(wave)}
          </span>
        </span>
        <span className="text-right text-xs text-ink-muted max-sm:order-last">
          {wave.startedAt !== null && <Length from={wave.startedAt} to={wave.endedAt} />}
        </span>
        <WaveStatusLabel
          status={status}
          dependsOn={wave.dependsOn}
          queue={waveQueueWords(wave)}
          isContinued={isFailureAccepted(wave)}
        />
      </button>
      {isOpen && <WaveDetails executionId={executionId} wave={wave} servers={servers} />}
    </li>
  );
});

type WaveDetailsProps = Pick<WaveRowProps, "executionId" | "wave" | "servers">;

function WaveDetails({ executionId, wave, servers }: WaveDetailsProps) {
  const [isAllShown, setIsAllShown] = useState(false);
  const [jobLog, setJobLog] = useState<JobLogChoice | null>(null);
  const sorted = useMemo(() => worstFirst(servers), [servers]);
  const { rows, handlers } = useHeldOrder(sorted, (server) => server.sourceServerId);
  const shown = isAllShown ? rows : rows.slice(0, SHOWN_SERVERS);
  const hidden = rows.length - shown.length;
  const same = sameCauses(shown);
  const before = useMemo(() => actionsOf(wave, "BEFORE"), [wave]);
  const after = useMemo(() => actionsOf(wave, "AFTER"), [wave]);
  return (
    <div className="border-t border-line">
      <WaveAbout wave={wave} />
      {before.length > 0 && <ActionRuns wave={wave.number} stage="BEFORE" actions={before} />}
      <div
        role="table"
        aria-label={`Servers of wave ${wave.number}`}
        className={isAllShown ? MANY_ROWS : undefined}
        {...handlers}
      >
        <ServerHead />
        {shown.map((server) => (
          <ServerRow
            key={server.sourceServerId}
            wave={wave}
            server={server}
            sameAs={same.get(server.sourceServerId)}
            onJobLog={(sourceServerId) => setJobLog({ sourceServerId })}
          />
        ))}
      </div>
      {after.length > 0 && <ActionRuns wave={wave.number} stage="AFTER" actions={after} />}
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-1.5 pl-[42px] text-xs text-ink-muted max-sm:px-3">
        {hidden > 0 && (
          <>
            {formatCount(shown.length)} of {formatCount(rows.length)} servers shown, problems first
            <Button size="sm" onClick={() => setIsAllShown(true)}>
              Show all {formatCount(rows.length)}
            </Button>
          </>
        )}
        <Button
          size="sm"
          variant="ghost"
          icon={<ScrollText />}
          aria-expanded={jobLog !== null}
          className="-ml-2"
          onClick={() => setJobLog(jobLog === null ? { sourceServerId: null } : null)}
        >
          {jobLog === null ? "Show DRS job log" : "Hide DRS job log"}
        </Button>
      </div>
      {jobLog !== null && (
        <JobLog
          executionId={executionId}
          wave={wave}
          choice={jobLog}
          onShowAll={() => setJobLog({ sourceServerId: null })}
        />
      )}
    </div>
  );
}
