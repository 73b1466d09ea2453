"use client";

import { useEffect, useState } from "react";

import { type DraftProblems, type GroupDraft, isChanged, problemsOf } from "./group-draft.ts";

/** The draft, whether it differs from what is saved, and what is missing once sending was tried. */
export function useGroupDraft(start: GroupDraft) {
  const [saved, setSaved] = useState(start);
  const [draft, setDraft] = useState(start);
  const [tries, setTries] = useState(0);
  const isDirty = isChanged(draft, saved);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
  const problems: DraftProblems = tries > 0 ? problemsOf(draft) : {};
  function isComplete(): boolean {
    setTries((count) => count + 1);
    return Object.keys(problemsOf(draft)).length === 0;
  }
  /** The draft starts again from what somebody else saved. */
  function startFrom(other: GroupDraft): void {
    setSaved(other);
    setDraft(other);
  }
  return { draft, setDraft, isDirty, problems, tries, isComplete, startFrom };
}
