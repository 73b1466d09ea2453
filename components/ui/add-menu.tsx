"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Menu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";

import { buttonClass } from "./button-style.ts";
import { Button } from "./button.tsx";
import { POPOVER, POPOVER_ITEM } from "./popover-style.ts";

type AddMenuItem<T extends string> = {
  value: T;
  icon: ReactNode;
  label: string;
  does: string;
  /** Why it cannot be added now; said instead of what it does. */
  blocked?: string | undefined;
};

type AddMenuProps<T extends string> = {
  label: string;
  /** Why none can be added. */
  blocked: string | undefined;
  items: readonly AddMenuItem<T>[];
  onAdd: (value: T) => void;
};

/** What can be added, each with one line that says what it does. */
export function AddMenu<T extends string>({ label, blocked, items, onAdd }: AddMenuProps<T>) {
  if (blocked !== undefined) {
    return (
      <Button size="sm" variant="ghost" icon={<Plus />} aria-label={label} disabledReason={blocked}>
        Add
      </Button>
    );
  }
  function choose(key: string | number): void {
    const item = items.find(({ value }) => value === key);
    if (item !== undefined) onAdd(item.value);
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
          disabledKeys={items.filter((item) => item.blocked !== undefined).map(({ value }) => value)}
          onAction={choose}
        >
          {items.map((item) => (
            <MenuItem key={item.value} id={item.value} textValue={item.label} className={POPOVER_ITEM}>
              <span className="text-ink-muted">{item.icon}</span>
              <span className="min-w-0">
                <Text slot="label" className="block font-medium">
                  {item.label}
                </Text>
                <Text slot="description" className="block text-xs text-ink-muted">
                  {item.blocked ?? item.does}
                </Text>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
