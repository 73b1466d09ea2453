"use client";

import { Hand, RotateCcw } from "lucide-react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Clock } from "#components/ui/time.tsx";
import { useControlExecution } from "#lib/query/execution-controls.ts";
import { useDenied } from "#lib/query/me.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { ENGINE_CARD_ID } from "./page-anchors.ts";
import { Length } from "./server-clock.tsx";

/** Somebody has to decide: the state machine stopped before the execution was over. */
export function EngineCard({ execution }: { execution: ExecutionView }) {
  const { engine } = execution;
  return (
    <section
      id={ENGINE_CARD_ID}
      tabIndex={-1}
      aria-labelledby={`${ENGINE_CARD_ID}-title`}
      className="scroll-mt-16 overflow-hidden rounded-lg border-2 border-attn bg-surface shadow-md"
    >
      <header className="flex min-h-[38px] items-center gap-2 bg-attn px-3.5 text-attn-on">
        <Hand />
        <h2 id={`${ENGINE_CARD_ID}-title`} className="flex-1">
          Decide: the state machine stopped
        </h2>
        {engine.since !== null && (
          <span className="text-xs">
            <b>
              <Length from={engine.since} to={null} />
            </b>{" "}
            waiting
          </span>
        )}
      </header>
      <div className="px-3.5 pt-3 pb-3.5">
        <p role="status" className="text-lg/[22px] font-semibold">
          Nothing new starts until you revive it
        </p>
        <WhatHappened execution={execution} />
        <ReviveForm id={execution.id} />
      </div>
    </section>
  );
}

function WhatHappened({ execution }: { execution: ExecutionView }) {
  const { engine, servers } = execution;
  const running = servers.launching + servers.launched;
  return (
    <>
      <p className="mt-1.5 text-2xs text-ink-muted">
        AWS Step Functions
        {engine.since !== null && (
          <>
            , <Clock at={engine.since} seconds />
          </>
        )}
      </p>
      {engine.reason !== null && (
        <p className="mono mt-0.5 rounded-r-sm border-l-3 border-attn bg-sunken px-2.5 py-2 text-xs/[18px] wrap-anywhere">
          {engine.reason}
        </p>
      )}
      <ul className="mt-2.5 list-disc space-y-1 pl-4 text-sm">
        <li>
          {running === 0
            ? "No server is being launched right now."
            : `DRS goes on with the jobs it has: ${formatNoun(running, "server")} under way, shown here as they come up.`}
        </li>
        <li>
          {servers.toGo === 0
            ? "Every server has been handed to DRS. What is left is to check their health and to end the execution."
            : `${formatNoun(servers.toGo, "server")} wait. They are not lost, and their leases are kept.`}
        </li>
        <li>Reviving continues where it stopped. Nothing is launched a second time.</li>
      </ul>
      {engine.executionUrl !== null && (
        <p className="mt-2 text-xs">
          <ExternalLink href={engine.executionUrl}>See why in Step Functions</ExternalLink>
        </p>
      )}
    </>
  );
}

function ReviveForm({ id }: { id: string }) {
  const [comment, setComment] = useState("");
  const revive = useControlExecution(id, "revive");
  const denied = useDenied("execution:control");
  return (
    <form
      className="mt-3 grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (denied === undefined && !revive.isPending) revive.mutate({ comment: comment === "" ? null : comment });
      }}
    >
      <TextField label="Reason, for the record" value={comment} onChange={setComment} maxLength={2000} />
      {revive.error !== null && (
        <Notice family="bad" title="Not revived">
          {revive.error.message}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" icon={<RotateCcw />} pending={revive.isPending} disabledReason={denied}>
          Revive the execution
        </Button>
      </div>
    </form>
  );
}
