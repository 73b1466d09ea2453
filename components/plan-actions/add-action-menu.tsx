"use client";

import { ACTION_KIND } from "#components/status/action-kind.tsx";
import { AddMenu } from "#components/ui/add-menu.tsx";
import { ActionKind } from "#lib/domain/actions/action-kind.ts";

const KINDS = Object.keys(ACTION_KIND).map((kind) => ActionKind.parse(kind));

type AddActionMenuProps = {
  label: string;
  /** Why none can be added. */
  blocked: string | undefined;
  /** The new instances are there. */
  isAfter: boolean;
  onAdd: (kind: ActionKind) => void;
};

/** The kinds of actions; a command needs the instances that a launch brings. */
export function AddActionMenu({ isAfter, ...menu }: AddActionMenuProps) {
  const items = KINDS.map((kind) => ({
    value: kind,
    ...ACTION_KIND[kind],
    blocked: kind === "SSM_COMMAND" && !isAfter ? "Only after the launch: it needs the new instances." : undefined,
  }));
  return <AddMenu {...menu} items={items} />;
}
