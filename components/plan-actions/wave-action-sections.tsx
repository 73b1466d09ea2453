"use client";

import dynamic from "next/dynamic";
import { useState } from "react";

import type { WavePartProps } from "#components/recovery-plans/wave-failure-policy.tsx";
import { ACTION_KIND } from "#components/status/action-kind.tsx";
import type { ActionKind, ActionStage } from "#lib/domain/actions/action-kind.ts";

import { addAction, freeName } from "./action-list.ts";
import { ActionSection } from "./action-section.tsx";
import { newAction } from "./draft-action.ts";

const ActionDialog = dynamic(() => import("./action-dialog.tsx").then((module) => module.ActionDialog));

/** What the wave does before its launch and after it. One action is edited at a time, in a dialog. */
export function WaveActionSections(props: WavePartProps) {
  const { editor, wave } = props;
  const [openId, setOpenId] = useState<string | null>(null);
  const open = wave.actions.find(({ id }) => id === openId);
  function add(kind: ActionKind, when: ActionStage): void {
    const id = crypto.randomUUID();
    const action = newAction({ id, kind, when, name: freeName(wave.actions, ACTION_KIND[kind].label) });
    editor.editActions(wave.key, addAction(wave.actions, action));
    setOpenId(id);
  }
  const section = { ...props, onAdd: add, onOpen: setOpenId };
  return (
    <>
      <ActionSection {...section} stage="BEFORE" />
      <ActionSection {...section} stage="AFTER" />
      {open !== undefined && <ActionDialog key={open.id} {...props} action={open} onClose={() => setOpenId(null)} />}
    </>
  );
}
