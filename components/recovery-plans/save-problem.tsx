"use client";

import { useQuery } from "@tanstack/react-query";

import { Button } from "#components/ui/button.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { planVersionsQuery } from "#lib/query/recovery-plans.ts";

import type { PlanEditor } from "./use-plan-editor.ts";
import type { SavePlan } from "./use-save-plan.ts";

/** Why the plan was not saved, and what to do. What has a field of its own stands there as well. */
export function SaveProblem({ editor, saving }: { editor: PlanEditor; saving: SavePlan }) {
  const { refused, newest, problems } = saving;
  if (refused?.code === "VERSION_CONFLICT") {
    return <Frame>{newest !== null && <Conflict editor={editor} saving={saving} newest={newest} />}</Frame>;
  }
  if (refused !== null) {
    return (
      <Frame>
        <Notice family="bad" title="Not saved">
          {refused.detail} What you typed is still here.
        </Notice>
      </Frame>
    );
  }
  if (problems.size === 0) return null;
  return (
    <Frame>
      <Notice family="bad" title={`Not saved: ${formatNoun(problems.size, "field")} to fill in or to correct`}>
        The first one is open. {[...problems.values()][0]}
      </Notice>
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return <div className="border-b border-line bg-surface px-6 py-3 max-sm:px-3">{children}</div>;
}

type ConflictProps = { editor: PlanEditor; saving: SavePlan; newest: RecoveryPlanView };

function Conflict({ editor, saving, newest }: ConflictProps) {
  const versions = useQuery(planVersionsQuery(newest.id));
  const author = versions.data?.items.find((version) => version.number === newest.version)?.createdBy;
  return (
    <Notice
      family="bad"
      title={`Not saved: ${author ?? "somebody"} saved version ${newest.version} meanwhile`}
      action={
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            onClick={() => {
              editor.load(newest);
              saving.forget();
            }}
          >
            Load version {newest.version}
          </Button>
          <Button size="sm" pending={saving.isPending} onClick={() => void saving.saveOver()}>
            Save mine as version {newest.version + 1}
          </Button>
        </div>
      }
    >
      Your {formatNoun(editor.changes.length, "change")} {editor.changes.length === 1 ? "is" : "are"} still here.
      Loading drops {editor.changes.length === 1 ? "it" : "them"}. Saving yours replaces what version {newest.version}{" "}
      says; it stays in the list of versions.
    </Notice>
  );
}
