"use client";

import { PlanEditorView } from "./plan-editor.tsx";

export function NewPlan() {
  return <PlanEditorView plan={null} />;
}
