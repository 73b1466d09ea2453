"use client";

import dynamic from "next/dynamic";
import { useState } from "react";

import { type Leaving, useLeaveGuard } from "#components/layout/leave-guard.ts";

import { saveLabel } from "./plan-head.tsx";
import type { PlanEditor } from "./use-plan-editor.ts";
import type { SavePlan } from "./use-save-plan.ts";

const LeaveDialog = dynamic(() => import("./leave-dialog.tsx").then((module) => module.LeaveDialog));

type LeavingEditorProps = { editor: PlanEditor; saving: SavePlan; denied: string | undefined };

/** Asks before unsaved changes are left behind: stay, leave, or save first. What is refused keeps the reader here. */
export function LeavingEditor({ editor, saving, denied }: LeavingEditorProps) {
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  useLeaveGuard(editor.changes.length > 0, setLeaving);
  if (leaving === null) return null;
  async function save(go: () => void): Promise<void> {
    const isSaved = await saving.save();
    setLeaving(null);
    if (isSaved) go();
  }
  return (
    <LeaveDialog
      note={leaving.note}
      changes={editor.changes}
      saveLabel={saveLabel(editor.base)}
      denied={denied}
      isSaving={saving.isPending}
      onStay={() => setLeaving(null)}
      onLeave={() => {
        setLeaving(null);
        leaving.go();
      }}
      onSave={() => void save(leaving.go)}
    />
  );
}
