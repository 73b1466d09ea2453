"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";

import { listWords } from "#components/executions/execution-words.ts";
import { DrillLanding } from "#components/recovery-plans/drill-landing.tsx";
import { keyOf } from "#components/recovery-plans/held-servers.ts";
import { PointInTime } from "#components/recovery-plans/point-in-time.tsx";
import { StartCleanup, StartFields } from "#components/recovery-plans/start-fields.tsx";
import { StartFrame } from "#components/recovery-plans/start-frame.tsx";
import { StartReadiness } from "#components/recovery-plans/start-readiness.tsx";
import type { StartWarning } from "#components/recovery-plans/start-warnings.ts";
import { useHoldings } from "#components/recovery-plans/use-holdings.ts";
import { useStartForm } from "#components/recovery-plans/use-start-form.ts";
import { TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { Region } from "#lib/domain/regions.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { selectionDrillLandingQuery } from "#lib/query/drill-landing.ts";

import { readState } from "./server-filter.ts";
import { selectionOutcome, type SelectionOutcome, serversToSend } from "./selection-outcome.ts";
import { SelectionSummary } from "./selection-summary.tsx";
import { useServerList } from "./use-server-list.ts";

const DEFAULT_NAME = "Selected servers";
const WHOLE_LIST = readState(new URLSearchParams());

type SelectionDialogProps = { type: ExecutionType; chosen: readonly SourceServerView[]; onClose: () => void };

/** Starts the chosen servers together, without a plan. */
export function SelectionDialog({ type, chosen, onClose }: SelectionDialogProps) {
  const router = useRouter();
  const [name, setName] = useState(DEFAULT_NAME);
  const confirmName = name.trim() === "" ? DEFAULT_NAME : name.trim();
  const form = useStartForm({
    type,
    confirmName,
    cleanupMinutes: null,
    onStarted: (execution) => router.push(`/executions/${execution.id}`),
  });
  const read = useNewest(chosen);
  const { holdings } = useHoldings(read.servers);
  const outcome = selectionOutcome(read.servers, { type, holdings });
  const count = outcome.launched.length;
  const sourceServers = serversToSend(type, outcome).map(refOf);
  return (
    <StartFrame
      form={form}
      what={formatNoun(chosen.length, "selected server")}
      launches={{ count, regions: [...new Set(outcome.launched.map((server) => server.region))] }}
      reason={count === 0 ? "None of these servers can be launched now." : undefined}
      aside={<SelectionSummary outcome={outcome} />}
      onSubmit={() => form.submit({ name: confirmName, sourceServers })}
      onClose={onClose}
    >
      <StartReadiness
        read={{ ...read, servers: outcome.launched }}
        type={type}
        rpoMinutes={null}
        first={leftOutWarning(outcome)}
      />
      {count > 0 && <PointInTime form={form} of={{ sourceServers: outcome.launched.map(refOf) }} rpoMinutes={null} />}
      {form.isDrill && count > 0 && <DrillLanding query={selectionDrillLandingQuery(sourceServers)} />}
      {form.isDrill && <StartCleanup form={form} instances={count} />}
      <div className="px-5 py-3 max-sm:px-3">
        <TextField
          label="Name"
          isRequired
          value={name}
          maxLength={100}
          placeholder={DEFAULT_NAME}
          hint="Under this name it stands among the executions."
          onChange={setName}
        />
      </div>
      <StartFields form={form} />
    </StartFrame>
  );
}

function refOf({ accountId, region, sourceServerId }: SourceServerView) {
  return { accountId, region: Region.parse(region), sourceServerId };
}

function leftOutWarning({ leftOut }: SelectionOutcome): StartWarning | undefined {
  const [first, ...others] = leftOut;
  if (first === undefined) return undefined;
  const names = listWords(leftOut.map(({ server }) => server.hostname));
  if (others.length === 0) return { family: "bad", title: `${names} is left out`, detail: `Because ${first.why}.` };
  const detail = "They cannot be launched now. The list of what is left out says why.";
  return { family: "bad", title: `${names} are left out`, detail };
}

/** The chosen servers as the inventory knows them now, not as they were when they were ticked. */
function useNewest(chosen: readonly SourceServerView[]) {
  const { servers, list } = useServerList(WHOLE_LIST, "state");
  const newest = useMemo(() => {
    const byKey = new Map(servers.map((server) => [keyOf(server), server]));
    return chosen.map((server) => byKey.get(keyOf(server)) ?? server);
  }, [chosen, servers]);
  return {
    servers: newest,
    isComplete: list.data !== undefined && !list.hasNextPage,
    error: list.error,
    retry: () => void list.refetch(),
  };
}
