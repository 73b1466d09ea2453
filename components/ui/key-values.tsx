import type { ReactNode } from "react";

export type KeyValue = { key: string; value: ReactNode };

/** A missing value is a dash, never 0. */
export function KeyValues({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className="grid grid-cols-[132px_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs/[18px]">
      {items.map((item) => (
        <div key={item.key} className="contents">
          <dt className="text-ink-muted">{item.key}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value ?? "—"}</dd>
        </div>
      ))}
    </dl>
  );
}
