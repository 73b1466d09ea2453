"use client";

import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { ComboBox, Input } from "react-aria-components/ComboBox";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";

import { FieldError } from "./field-frame.tsx";
import { POPOVER, POPOVER_ITEM } from "./popover-style.ts";

const SHOWN = 50;

export type PickerOption = { id: string; name: string; note?: string | undefined };

type MultiPickerProps = {
  label: string;
  options: readonly PickerOption[];
  selected: readonly string[];
  onAdd: (id: string) => void;
  onRemove: (id: string) => void;
  emptyText: string;
  placeholder?: string | undefined;
  error?: string | undefined;
  isDisabled?: boolean | undefined;
};

function matches(option: PickerOption, words: string): boolean {
  const text = `${option.name} ${option.note ?? ""}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Picked({ options, selected, onRemove }: Pick<MultiPickerProps, "options" | "selected" | "onRemove">) {
  if (selected.length === 0) return null;
  return (
    <ul className="mb-1.5 flex flex-wrap gap-1">
      {selected.map((id) => {
        const name = options.find((option) => option.id === id)?.name ?? id;
        return (
          <li key={id} className="flex h-6 min-w-0 items-center rounded-sm bg-idle-tint pl-2 text-xs font-medium">
            <span className="truncated">{name}</span>
            <button
              type="button"
              className="grid size-6 shrink-0 place-items-center text-ink-muted hover:text-ink"
              aria-label={`Remove ${name}`}
              onClick={() => onRemove(id)}
            >
              <X className="size-3 stroke-2" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Type to filter, choose one after another; what is chosen stands above as chips. */
export function MultiPicker(props: MultiPickerProps) {
  const { label, options, selected, onAdd, onRemove, emptyText, placeholder, error, isDisabled = false } = props;
  const [text, setText] = useState("");
  const found = options.filter((option) => !selected.includes(option.id) && matches(option, text.trim()));
  const rest = found.length - SHOWN;
  function choose(key: string | number | null): void {
    if (key === null) return;
    onAdd(String(key));
    setText("");
  }
  return (
    <div>
      <ComboBox
        items={found.slice(0, SHOWN)}
        value={null}
        onChange={choose}
        inputValue={text}
        onInputChange={setText}
        menuTrigger="focus"
        allowsEmptyCollection
        isDisabled={isDisabled}
        isInvalid={error !== undefined}
      >
        <Label className="mb-1 block text-xs font-medium">{label}</Label>
        <Picked options={options} selected={selected} onRemove={onRemove} />
        <div className="relative">
          <Input className="input pr-8" placeholder={placeholder ?? "Type to find"} />
          <AriaButton className="absolute inset-y-0 right-0 grid w-8 place-items-center text-ink-faint">
            <ChevronDown className="size-3.5" />
          </AriaButton>
        </div>
        {error !== undefined && <FieldError>{error}</FieldError>}
        <Popover className={POPOVER} offset={4}>
          <ListBox<PickerOption>
            className="outline-none"
            renderEmptyState={() => (
              <p className="px-2 py-1.5 text-sm text-ink-muted">
                {options.length === 0 ? emptyText : "Nothing matches"}
              </p>
            )}
          >
            {(option) => (
              <ListBoxItem id={option.id} textValue={option.name} className={POPOVER_ITEM}>
                <span className="min-w-0 flex-1">
                  {option.name}
                  {option.note !== undefined && <span className="block text-xs text-ink-muted">{option.note}</span>}
                </span>
              </ListBoxItem>
            )}
          </ListBox>
          {rest > 0 && <p className="px-2 py-1.5 text-xs text-ink-muted">{rest} more. Type to narrow the list.</p>}
        </Popover>
      </ComboBox>
    </div>
  );
}
