"use client";

import { Plus } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Menu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";

import { ACTION_KIND } from "#components/status/action-kind.tsx";
import { buttonClass } from "#components/ui/button-style.ts";
import { Button } from "#components/ui/button.tsx";
import { POPOVER, POPOVER_ITEM } from "#components/ui/popover-style.ts";
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

/** What can be added, each with one line that says what it does. */
export function AddActionMenu({ label, blocked, isAfter, onAdd }: AddActionMenuProps) {
  if (blocked !== undefined) {
    return (
      <Button size="sm" variant="ghost" icon={<Plus />} aria-label={label} disabledReason={blocked}>
        Add
      </Button>
    );
  }
  return (
    <MenuTrigger>
      <AriaButton aria-label={label} className={buttonClass({ size: "sm", variant: "ghost" })}>
        <Plus />
        Add
      </AriaButton>
      <Popover className={POPOVER} placement="bottom end" offset={4}>
        <Menu
          className="outline-none"
          disabledKeys={isAfter ? [] : ["SSM_COMMAND"]}
          onAction={(key) => onAdd(ActionKind.parse(key))}
        >
          {KINDS.map((kind) => (
            <MenuItem key={kind} id={kind} textValue={ACTION_KIND[kind].label} className={POPOVER_ITEM}>
              <span className="text-ink-muted">{ACTION_KIND[kind].icon}</span>
              <span className="min-w-0">
                <Text slot="label" className="block font-medium">
                  {ACTION_KIND[kind].label}
                </Text>
                <Text slot="description" className="block text-xs text-ink-muted">
                  {kind === "SSM_COMMAND" && !isAfter
                    ? "Only after the launch: it needs the new instances."
                    : ACTION_KIND[kind].does}
                </Text>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
