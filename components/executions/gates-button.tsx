"use client";

import { ListChecks } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { isGated } from "#lib/domain/health-gates/gate-rules.ts";

import { useAsks } from "./execution-asks.ts";
import { useServerNow } from "./server-clock.tsx";
import { gateWaitWords } from "./server-gates.ts";

type GatesProps = { wave: ExecutionWaveView; server: ExecutionServerView };

/** In the row of a launched server: opens all that makes it healthy. None where EC2's checks are all there is. */
export function GatesButton({ wave, server }: GatesProps) {
  const { ask } = useAsks();
  if (!isGated(wave.health) || server.recoveryInstanceId === null) return null;
  const title = `Health of ${server.hostname}…`;
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={<ListChecks />}
      title={title}
      aria-label={title}
      onClick={() => ask({ kind: "gates", wave: wave.number, sourceServerId: server.sourceServerId })}
    />
  );
}

/** Under a launched server: which gate it waits for, with its last words. Only such a row follows the clock. */
export function GateWait({ wave, server }: GatesProps) {
  if (!isGated(wave.health) || server.status !== "LAUNCHED") return null;
  return <WaitLine wave={wave} server={server} />;
}

/** One line, so that rows do not move. */
function WaitLine({ wave, server }: GatesProps) {
  const now = useServerNow();
  const words = gateWaitWords(wave, server, now);
  if (words === null) return null;
  return (
    <div role="row" className="pr-4 pb-2 pl-[42px] text-xs/[18px] text-ink-muted max-sm:px-3">
      <div role="cell" className="truncated tabular-nums max-sm:whitespace-normal" title={words}>
        {words}
      </div>
    </div>
  );
}
