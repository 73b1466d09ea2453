"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Trash2 } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { NumberField, TextField } from "#components/ui/field.tsx";
import { Age } from "#components/ui/time.tsx";
import { planVersionsQuery } from "#lib/query/recovery-plans.ts";

import { AcceptDrillWarnings } from "./accept-drill-warnings.tsx";
import { CleanupField } from "./cleanup-field.tsx";
import { PanelSection } from "./panel-section.tsx";
import type { EditorPartProps } from "./wave-table.tsx";

const SHOWN_VERSIONS = 10;

/** The plan itself: shown at the right while no wave is selected. */
export function PlanPanel({ editor, problems, isReadOnly, onDelete }: EditorPartProps & { onDelete: () => void }) {
  const { draft, base } = editor;
  return (
    <aside
      aria-label="Plan"
      className={clsx(
        "min-w-0 border-line bg-surface lg:border-l",
        base === null ? "max-lg:order-first max-lg:border-b" : "max-lg:border-t",
      )}
    >
      <header className="flex h-11 items-center border-b border-line px-4">
        <h2>Plan</h2>
      </header>
      <PanelSection>
        <TextField
          label="Name"
          isRequired
          value={draft.name}
          maxLength={100}
          autoFocus={base === null}
          isReadOnly={isReadOnly}
          error={problems.get("name")}
          onChange={(name) => editor.edit({ ...draft, name }, "name")}
        />
        <TextField
          label="Description"
          multiline
          value={draft.description}
          maxLength={2000}
          isReadOnly={isReadOnly}
          error={problems.get("description")}
          onChange={(description) => editor.edit({ ...draft, description }, "description")}
        />
      </PanelSection>
      <Targets editor={editor} problems={problems} isReadOnly={isReadOnly} />
      {base === null && (
        <p className="px-4 py-3 text-ink-muted">
          Then add waves: each launches protection groups, and waits for the waves that it needs.
        </p>
      )}
      {base !== null && <Versions planId={base.id} current={base.version} />}
      {base !== null && !isReadOnly && (
        <div className="px-4 py-3">
          <Button size="sm" variant="danger" icon={<Trash2 />} onClick={onDelete}>
            Delete plan…
          </Button>
        </div>
      )}
    </aside>
  );
}

function Targets({ editor, problems, isReadOnly }: Omit<EditorPartProps, "groups">) {
  const { draft } = editor;
  return (
    <>
      <PanelSection>
        <div className="grid grid-cols-2 gap-2.5">
          <NumberField
            label="RTO"
            suffix="minutes"
            value={draft.rtoMinutes}
            isReadOnly={isReadOnly}
            error={problems.get("rtoMinutes")}
            onChange={(rtoMinutes) => editor.edit({ ...draft, rtoMinutes }, "rto")}
          />
          <NumberField
            label="RPO"
            suffix="minutes"
            value={draft.rpoMinutes}
            isReadOnly={isReadOnly}
            error={problems.get("rpoMinutes")}
            onChange={(rpoMinutes) => editor.edit({ ...draft, rpoMinutes }, "rpo")}
          />
        </div>
        <p className="text-xs text-ink-muted">
          RTO: how soon everything must be up again. RPO: how much data may be lost. Executions are measured against
          both.
        </p>
      </PanelSection>
      <PanelSection title="Clean up after a drill">
        <CleanupField
          choice={draft.drillCleanup}
          instances={null}
          byHand="By hand"
          isReadOnly={isReadOnly}
          error={problems.get("drillCleanup")}
          onChange={(drillCleanup) => editor.edit({ ...draft, drillCleanup }, "drillCleanup")}
        />
        <p className="text-xs text-ink-muted">Whoever starts a drill may choose otherwise.</p>
      </PanelSection>
      <PanelSection>
        <AcceptDrillWarnings editor={editor} isReadOnly={isReadOnly} />
      </PanelSection>
    </>
  );
}

function Versions({ planId, current }: { planId: string; current: number }) {
  const query = useQuery(planVersionsQuery(planId));
  const versions = query.data?.items ?? [];
  return (
    <div className="border-b border-line px-4 py-3">
      <h3 className="mb-1 text-sm">Versions</h3>
      {query.error !== null && <p className="text-xs text-bad-ink">{query.error.message}</p>}
      <ol className="text-xs">
        {versions.slice(0, SHOWN_VERSIONS).map((version) => (
          <li key={version.number} className="flex gap-2 border-t border-line py-1.5 first:border-t-0">
            <span className="font-medium tabular-nums">Version {version.number}</span>
            {version.number === current && <span className="text-ink-muted">current</span>}
            <span className="flex-1" />
            <span className="text-ink-muted">
              {version.createdBy}, <Age at={version.createdAt} />
            </span>
          </li>
        ))}
      </ol>
      {versions.length > SHOWN_VERSIONS && (
        <p className="text-xs text-ink-muted">{versions.length - SHOWN_VERSIONS} earlier ones are kept.</p>
      )}
    </div>
  );
}
