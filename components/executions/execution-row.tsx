"use client";

import { Hand, UserRound } from "lucide-react";
import Link from "next/link";

import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { ModeChip } from "#components/status/mode.tsx";
import { StackedBar } from "#components/ui/stacked-bar.tsx";
import { Status } from "#components/ui/status.tsx";
import { Age, Elapsed } from "#components/ui/time.tsx";
import { isTerminal } from "#lib/domain/execution-status.ts";
import type { ExecutionSummary } from "#lib/domain/execution.ts";

import { clockStart } from "./execution-words.ts";
import { serverSegments } from "./server-segments.tsx";

export function ExecutionRow({ execution }: { execution: ExecutionSummary }) {
  const { servers } = execution;
  return (
    <tr>
      <td className="name">
        <Link
          href={`/executions/${execution.id}`}
          className="inline-block max-w-90 truncate py-0.5 align-middle text-ink"
        >
          {execution.plan.name}
        </Link>
        <span className="ml-2 text-xs font-normal text-ink-faint">
          {execution.isAdHoc ? "without a plan" : `version ${execution.plan.version}`}
        </span>
      </td>
      <td>
        <span className="flex">
          <ModeChip type={execution.type} />
        </span>
      </td>
      <td>
        <StatusOf execution={execution} />
      </td>
      <td>
        <span className="flex items-center gap-2">
          <span className="w-20">
            <StackedBar thin segments={serverSegments(servers)} />
          </span>
          <span className="text-xs text-ink-muted">
            {servers.healthy} of {servers.total} healthy
          </span>
        </span>
      </td>
      <td className="text-ink-muted">
        {execution.wavesOver} of {execution.waveCount} over
      </td>
      <td>
        <Age at={execution.createdAt} />
      </td>
      <td className="number">
        <Elapsed from={clockStart(execution)} to={execution.endedAt} />
      </td>
      <td className="text-ink-muted">{execution.requestedBy}</td>
    </tr>
  );
}

/** What waits for a person comes before what it does. */
function StatusOf({ execution }: { execution: ExecutionSummary }) {
  const { status, engine, wavesToDecide, tasksToDo } = execution;
  if (isTerminal(status)) return <ExecutionStatusLabel status={status} />;
  if (engine.state === "STOPPED") return <Status family="attn" icon={<Hand />} label="State machine stopped" />;
  if (wavesToDecide.length > 0) return <Status family="attn" icon={<Hand />} label="Needs decision" />;
  if (tasksToDo > 0) return <Status family="attn" icon={<UserRound />} label="Waits for a person" />;
  return <ExecutionStatusLabel status={status} />;
}
