"use client";

import { FlaskConical, ShieldAlert } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { formatCount, formatNoun } from "#components/ui/format.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { useDenied } from "#lib/query/me.ts";

import type { Selection } from "./use-selection.ts";

const SelectionDialog = dynamic(() => import("./selection-dialog.tsx").then((module) => module.SelectionDialog));

/** The API takes no more in one start. */
const MOST = 4000;

/** How many servers are ticked, shown or not, and what can be done with them. */
export function SelectionBar({ selection, hidden }: { selection: Selection; hidden: number }) {
  const [dialog, setDialog] = useState<ExecutionType | null>(null);
  const drillDenied = useDenied("execution:drill");
  const recoveryDenied = useDenied("execution:recover");
  const tooMany = selection.count > MOST ? `At most ${formatCount(MOST)} servers are started together.` : undefined;
  return (
    <section
      aria-label="Selected servers"
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line bg-selected px-6 py-1.5 max-sm:px-3"
    >
      <span role="status" className="font-medium tabular-nums">
        {formatNoun(selection.count, "server")} selected
        {hidden > 0 && <span className="font-normal text-ink-muted">, {formatCount(hidden)} not in this list</span>}
      </span>
      <Button size="sm" variant="ghost" onClick={selection.clear}>
        Clear
      </Button>
      <div className="flex flex-1 justify-end gap-2 max-sm:basis-full max-sm:*:flex-1">
        <Button
          size="sm"
          variant="drill"
          icon={<FlaskConical />}
          disabledReason={drillDenied ?? tooMany}
          onClick={() => setDialog("DRILL")}
        >
          Drill selected…
        </Button>
        <Button
          size="sm"
          variant="recovery"
          icon={<ShieldAlert />}
          disabledReason={recoveryDenied ?? tooMany}
          onClick={() => setDialog("RECOVERY")}
        >
          Recover selected…
        </Button>
      </div>
      {dialog !== null && <SelectionDialog type={dialog} chosen={selection.servers} onClose={() => setDialog(null)} />}
    </section>
  );
}
