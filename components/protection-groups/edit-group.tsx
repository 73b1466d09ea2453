"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { ProtectionGroupView } from "#lib/domain/protection-group.ts";
import { protectionGroupQuery, useUpdateProtectionGroup } from "#lib/query/protection-groups.ts";

import { changesBetween, draftOf } from "./group-draft.ts";
import { GroupForm } from "./group-form.tsx";
import { toSaveProblem } from "./save-problem.ts";
import { useGroupDraft } from "./use-group-draft.ts";

type OutdatedProps = {
  opened: ProtectionGroupView;
  theirs: ProtectionGroupView;
  onSaveMine: () => void;
  onTakeTheirs: () => void;
};

function Outdated({ opened, theirs, onSaveMine, onTakeTheirs }: OutdatedProps) {
  return (
    <Notice
      family="bad"
      title={
        <>
          Not saved: somebody else saved version {theirs.version} at <Clock at={theirs.updatedAt} />
        </>
      }
      action={
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={onTakeTheirs}>
            Start again from theirs
          </Button>
          <Button size="sm" onClick={onSaveMine}>
            Save mine over it
          </Button>
        </div>
      }
    >
      They {changesBetween(opened, theirs)}. What you changed is kept here.
    </Notice>
  );
}

export function EditGroup({ group, onDone }: { group: ProtectionGroupView; onDone: () => void }) {
  const client = useQueryClient();
  const update = useUpdateProtectionGroup(group.id);
  const [opened, setOpened] = useState(group);
  const [theirs, setTheirs] = useState<ProtectionGroupView | null>(null);
  const { draft, setDraft, isDirty, problems, tries, isComplete, startFrom } = useGroupDraft(draftOf(group));
  const refused = toSaveProblem(update.error, update.variables?.sourceServerIds ?? []);

  async function readTheirs(): Promise<void> {
    setTheirs(await client.query({ ...protectionGroupQuery(group.id), staleTime: 0 }));
  }
  function saveOver(version: number): void {
    if (update.isPending || !isComplete()) return;
    const { name, description, serverIds } = draft;
    update.mutate(
      { version, name, description, sourceServerIds: [...serverIds] },
      { onSuccess: onDone, onError: (error) => toSaveProblem(error, []).isOutdated && void readTheirs() },
    );
  }
  function takeTheirs(from: ProtectionGroupView): void {
    setOpened(from);
    startFrom(draftOf(from));
    setTheirs(null);
    update.reset();
  }
  return (
    <div className="grid gap-4">
      {refused.isOutdated && theirs !== null && (
        <Outdated
          opened={opened}
          theirs={theirs}
          onSaveMine={() => saveOver(theirs.version)}
          onTakeTheirs={() => takeTheirs(theirs)}
        />
      )}
      <GroupForm
        draft={draft}
        onChange={setDraft}
        missing={problems}
        refused={refused}
        groupId={group.id}
        focusOn={`${tries}/${update.submittedAt}/${update.status}`}
        onSubmit={() => saveOver(opened.version)}
        actions={
          <>
            <Button onClick={onDone}>{isDirty ? "Discard changes" : "Close"}</Button>
            <Button
              type="submit"
              variant="primary"
              pending={update.isPending}
              disabledReason={isDirty ? undefined : "Nothing has changed yet."}
            >
              Save group
            </Button>
          </>
        }
      />
    </div>
  );
}
