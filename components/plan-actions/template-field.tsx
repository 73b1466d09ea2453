"use client";

import clsx from "clsx";
import { type RefObject, useEffect, useId, useLayoutEffect, useRef } from "react";

import { describedBy, FieldFrame } from "#components/ui/field-frame.tsx";
import { previewTemplate, type WriteValue } from "#lib/domain/actions/render-template.ts";

import { useTemplateScope } from "./template-scope.tsx";

type TemplateFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  hint?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  /** Lines; one without. */
  rows?: number | undefined;
  /** Code: in the fixed-width face. */
  isCode?: boolean | undefined;
  /** How the receiver writes a value into its text. */
  write?: WriteValue | undefined;
};

/** A text with `{{ names }}` in it, and below it what it would be with what is known now. */
export function TemplateField(props: TemplateFieldProps) {
  const { label, value, error, hint, placeholder, isRequired = false, rows, isCode = false, write } = props;
  const id = useId();
  const scope = useTemplateScope();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const insert = useInsert(field, props);
  const shared = {
    id,
    ref: field,
    value,
    placeholder,
    readOnly: scope.isReadOnly,
    autoComplete: "off",
    spellCheck: !isCode,
    className: clsx("input", isCode && "mono"),
    "aria-invalid": error !== undefined || undefined,
    "aria-required": isRequired || undefined,
    "aria-describedby": describedBy(id, { error, hint }),
    onFocus: () => scope.setTarget(insert),
    onChange: (event: { currentTarget: { value: string } }) => props.onChange(event.currentTarget.value),
  };
  return (
    <div>
      <FieldFrame id={id} label={label} error={error} hint={hint} isRequired={isRequired}>
        {rows === undefined ? <input type="text" {...shared} /> : <textarea rows={rows} {...shared} />}
      </FieldFrame>
      <Preview text={value} label={label} write={write} />
    </div>
  );
}

/** Puts text where the cursor is, and gives the field the focus behind it. */
function useInsert(
  field: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>,
  { onChange }: Pick<TemplateFieldProps, "onChange">,
) {
  const { setTarget } = useTemplateScope();
  const latest = useRef(onChange);
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    latest.current = onChange;
    if (cursor.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  function insert(text: string): void {
    const element = field.current;
    if (element === null) return;
    const { value, selectionStart: from, selectionEnd: to } = element;
    cursor.current = from + text.length;
    latest.current(value.slice(0, from) + text + value.slice(to));
  }
  useEffect(() => setTarget(insert, true));
  return insert;
}

function Preview({ text, label, write }: { text: string; label: string; write: WriteValue | undefined }) {
  const { data } = useTemplateScope();
  if (!text.includes("{{")) return null;
  const preview = previewTemplate(text, data, write);
  return (
    <div className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-2 rounded-sm bg-sunken px-2 py-1 text-xs/[18px]">
      <span className="text-ink-faint">Would be</span>
      <output
        tabIndex={0}
        aria-label={`With values: ${label}`}
        className="mono max-h-32 overflow-y-auto wrap-anywhere whitespace-pre-wrap"
      >
        {preview.text}
      </output>
    </div>
  );
}
