"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { usePageKeys } from "#components/executions/use-page-keys.ts";
import { leavePage } from "#components/layout/leave-guard.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { planEstimateQuery } from "#lib/query/estimates.ts";
import { useDenied } from "#lib/query/me.ts";
import { allProtectionGroupsQuery } from "#lib/query/protection-groups.ts";

import { LeavingEditor } from "./leaving-editor.tsx";
import { PlanCanvasFrame } from "./plan-canvas-frame.tsx";
import { EstimatePanel } from "./plan-estimate.tsx";
import { PlanHead } from "./plan-head.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import { SaveProblem } from "./save-problem.tsx";
import { usePlanEditor } from "./use-plan-editor.ts";
import { useSavePlan } from "./use-save-plan.ts";
import { useUndoKey } from "./use-undo-key.ts";
import { groupsById } from "./wave-facts.ts";
import { WaveTable } from "./wave-table.tsx";

const loadWavePanel = () => import("./wave-panel.tsx");
const WavePanel = dynamic(() => loadWavePanel().then((module) => module.WavePanel), {
  loading: () => <div className="bg-surface lg:border-l lg:border-line" />,
});
const StartDialog = dynamic(() => import("./start-dialog.tsx").then((module) => module.StartDialog));
const DeletePlanDialog = dynamic(() => import("./delete-plan-dialog.tsx").then((module) => module.DeletePlanDialog));

type OpenDialog = ExecutionType | "DELETE" | null;

/** The plan as a graph and as a table, with one panel that edits what is selected in either. */
export function PlanEditorView({ plan }: { plan: RecoveryPlanView | null }) {
  const editor = usePlanEditor(plan);
  const saving = useSavePlan(editor);
  const groups = useQuery(allProtectionGroupsQuery());
  const denied = useDenied("plan:write");
  const router = useRouter();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const { base, changes } = editor;
  const [mode, setMode] = useState<ExecutionType>("RECOVERY");
  const saved = { version: base?.version ?? 0, type: mode };
  const { data: estimate } = useQuery({ ...planEstimateQuery(base?.id ?? "", saved), enabled: base !== null });
  const known = groupsById(base, groups.data);
  const isReadOnly = denied !== undefined;
  useUndoKey(editor.undo);
  usePageKeys({ a: () => !isReadOnly && editor.add() });
  useNewerVersion(plan, editor);
  useEffect(() => void loadWavePanel(), []);
  function started(execution: ExecutionView): void {
    if (changes.length > 0) setDialog(null);
    leavePage(() => router.push(`/executions/${execution.id}`), "It has started. Its page shows how it goes.");
  }
  const shared = { editor, groups: known, problems: saving.problems, isReadOnly };
  return (
    <>
      <PlanHead editor={editor} saving={saving} denied={denied} onOpen={setDialog} />
      <SaveProblem editor={editor} saving={saving} />
      <LeavingEditor editor={editor} saving={saving} denied={denied} />
      <div className="grid lg:min-h-[calc(100dvh-150px)] lg:grid-cols-[minmax(0,1fr)_384px]">
        <div className="flex min-w-0 flex-col">
          <PlanCanvasFrame {...shared} estimate={estimate} />
          {base !== null && <EstimatePanel plan={base} mode={mode} onMode={setMode} isChanged={changes.length > 0} />}
          <WaveTable {...shared} />
        </div>
        {editor.selected === null ? (
          <PlanPanel {...shared} onDelete={() => setDialog("DELETE")} />
        ) : (
          <WavePanel key={editor.selected.key} {...shared} wave={editor.selected} allGroups={groups.data} />
        )}
      </div>
      {base !== null && (dialog === "DRILL" || dialog === "RECOVERY") && (
        <StartDialog
          plan={base}
          type={dialog}
          unsaved={changes.length}
          onStarted={started}
          onClose={() => setDialog(null)}
        />
      )}
      {base !== null && dialog === "DELETE" && <DeletePlanDialog plan={base} onClose={() => setDialog(null)} />}
    </>
  );
}

/** A version that somebody else saved is taken over at once, unless there is something here that it would overwrite. */
function useNewerVersion(plan: RecoveryPlanView | null, editor: ReturnType<typeof usePlanEditor>): void {
  const isNewer = plan !== null && editor.base !== null && plan.version > editor.base.version;
  const isClean = editor.changes.length === 0;
  useEffect(() => {
    if (plan !== null && isNewer && isClean) editor.load(plan);
  });
}
