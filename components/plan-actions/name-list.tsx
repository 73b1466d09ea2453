"use client";

import type { NameGroup } from "./insertable-names.ts";

type NameListProps = { groups: readonly NameGroup[]; isReadOnly: boolean; onInsert: (text: string) => void };

/** The names that a template can hold; pressed, one goes where the cursor was. */
export function NameList({ groups, isReadOnly, onInsert }: NameListProps) {
  return (
    <div className="grid content-start gap-3">
      <p className="text-xs text-ink-muted">
        A name stands for a value that is known when the action runs. ‹ › marks what is not known yet.
        {!isReadOnly && " Press one to put it where the cursor is."}
      </p>
      {groups.map(({ title, names }) => (
        <section key={title} aria-label={title}>
          <h4 className="mb-1 text-2xs font-medium text-ink-faint">{title}</h4>
          <ul className="grid">
            {names.map((name) => (
              <li key={name} className="min-w-0">
                <button
                  type="button"
                  aria-disabled={isReadOnly || undefined}
                  onClick={() => !isReadOnly && onInsert(`{{ ${name} }}`)}
                  className="mono min-h-(--size-target) w-full rounded-sm px-1 text-left text-xs wrap-anywhere text-accent-ink hover:bg-hover aria-disabled:text-ink-muted"
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
