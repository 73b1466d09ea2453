"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useMemo, useRef } from "react";

import { numberOf } from "#components/recovery-plans/draft.ts";
import { useGroupServers } from "#components/recovery-plans/use-group-servers.ts";
import type { WavePartProps } from "#components/recovery-plans/wave-failure-policy.tsx";
import { ACTION_KIND } from "#components/status/action-kind.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";

import { editAction, moveAction, removeAction, stageOf } from "./action-list.ts";
import { actionProblems } from "./action-problems.ts";
import { FailureFields, WhenFields } from "./common-fields.tsx";
import type { DraftAction } from "./draft-action.ts";
import { insertableNames } from "./insertable-names.ts";
import { isFilled } from "./is-filled.ts";
import { KindFields } from "./kind-fields.tsx";
import { NameList } from "./name-list.tsx";
import { previewData } from "./preview-data.ts";
import { type InsertTarget, TemplateScopeContext } from "./template-scope.tsx";

type ActionDialogProps = WavePartProps & { action: DraftAction; onClose: () => void };

/** Edits one action. What is typed is in the draft at once, and is undone as any other edit. */
export function ActionDialog(props: ActionDialogProps) {
  const { editor, problems, isReadOnly, wave, action, onClose } = props;
  const { servers, isComplete } = useGroupServers(wave.protectionGroupIds);
  const number = numberOf(editor.draft, wave.key);
  const live = useMemo(() => actionProblems(wave.actions), [wave.actions]);
  const warnings = serverWarnings(props, isComplete ? servers : null, live);
  const target = useRef<InsertTarget | null>(null);
  const own = stageOf(wave.actions, action.when);
  const place = own.findIndex(({ id }) => id === action.id);
  const names = insertableNames(action, wave.actions, servers[0]?.hostname ?? null);
  const hasTemplates = action.kind !== "WAIT" && action.kind !== "CLOUDWATCH_ALARM";
  function change(patch: Partial<DraftAction>): void {
    const tag = `${action.id}/${Object.keys(patch).join()}`;
    editor.editActions(wave.key, editAction(wave.actions, action.id, patch), tag);
  }
  /** What is empty is told once somebody has tried to save it. */
  function error(field: string): string | undefined {
    const typed = isFilled(action, field) ? live.get(`${action.id}/${field}`) : undefined;
    return typed ?? problems.get(`${wave.key}/actions/${action.id}/${field}`);
  }
  const shared = { action, isReadOnly, error, onChange: change };
  const scope = {
    data: previewData({ plan: editor.draft.name, number, wave, action, servers: isComplete ? servers : null }),
    isReadOnly,
    setTarget: (next: InsertTarget, isFallback = false) => {
      if (!isFallback || target.current === null) target.current = next;
    },
  };
  return (
    <Dialog
      isOpen
      size={hasTemplates ? "lg" : "md"}
      onClose={onClose}
      title={`${ACTION_KIND[action.kind].label}, ${action.when === "BEFORE" ? "before" : "after"} the launch of wave ${number}`}
      footer={<Foot {...props} place={place} count={own.length} />}
    >
      <TemplateScopeContext value={scope}>
        <div className={hasTemplates ? "grid lg:grid-cols-[minmax(0,1fr)_304px]" : ""}>
          <div className="grid min-w-0 content-start gap-4 px-5 py-4 max-sm:px-3">
            <p className="text-ink-muted">{ACTION_KIND[action.kind].does}</p>
            <TextField
              label="Name"
              isRequired
              autoFocus={!isReadOnly}
              value={action.name}
              maxLength={100}
              isReadOnly={isReadOnly}
              error={error("name")}
              onChange={(name) => change({ name })}
            />
            <WhenFields {...shared} before={own[place - 1]?.name ?? null} />
            <KindFields {...shared} servers={servers} />
            {warnings.map((warning) => (
              <Notice key={warning} family="attn" title={warning}>
                Its groups may still change. The wave asks again when it runs.
              </Notice>
            ))}
            <FailureFields {...shared} />
          </div>
          {hasTemplates && (
            <div className="border-line bg-sunken px-5 py-4 max-lg:border-t max-sm:px-3 lg:border-l">
              <h3 className="mb-2 text-sm">Names</h3>
              <NameList groups={names} isReadOnly={isReadOnly} onInsert={(text) => target.current?.(text)} />
            </div>
          )}
        </div>
      </TemplateScopeContext>
    </Dialog>
  );
}

type Servers = Parameters<typeof actionProblems>[1];

/** Names of servers that the wave does not have now. Who is in its groups is known for good only when it starts. */
function serverWarnings({ wave, action }: ActionDialogProps, servers: Servers, live: ReadonlyMap<string, string>) {
  if (servers === null) return [];
  const found = [...actionProblems(wave.actions, servers)].filter(
    ([key]) => key.startsWith(`${action.id}/`) && !live.has(key),
  );
  return [...new Set(found.map(([, words]) => words))];
}

type FootProps = ActionDialogProps & { place: number; count: number };

function Foot({ editor, isReadOnly, wave, action, onClose, place, count }: FootProps) {
  function remove(): void {
    onClose();
    editor.editActions(wave.key, removeAction(wave.actions, action.id));
  }
  const move = (step: 1 | -1) => editor.editActions(wave.key, moveAction(wave.actions, action.id, step));
  return (
    <>
      {!isReadOnly && (
        <div className="mr-auto flex gap-2">
          <Button variant="danger" icon={<Trash2 />} onClick={remove}>
            Remove
          </Button>
          <Button
            icon={<ArrowUp />}
            aria-label="Move up"
            disabledReason={place === 0 ? "It is the first one." : undefined}
            onClick={() => move(-1)}
          />
          <Button
            icon={<ArrowDown />}
            aria-label="Move down"
            disabledReason={place === count - 1 ? "It is the last one." : undefined}
            onClick={() => move(1)}
          />
        </div>
      )}
      <Button variant="primary" onClick={onClose}>
        {isReadOnly ? "Close" : "Done"}
      </Button>
    </>
  );
}
