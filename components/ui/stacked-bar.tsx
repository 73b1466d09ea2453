import clsx from "clsx";
import type { ReactNode } from "react";

import { FAMILY_CLASS, type Family } from "./family.ts";

export type Segment = {
  family: Family;
  kind?: "launched" | undefined;
  count: number;
  label: string;
  icon?: ReactNode;
};

/** One segment per status, in the one order of the product: healthy, launched, launching, failed, to go. */
export function StackedBar({ segments, thin = false }: { segments: readonly Segment[]; thin?: boolean | undefined }) {
  const shown = segments.filter((segment) => segment.count > 0);
  const words = shown.map((segment) => `${segment.count} ${segment.label}`).join(", ");
  return (
    <div className={clsx("stack", thin && "thin")} role="img" aria-label={words === "" ? "Nothing yet" : words}>
      {shown.map((segment) => (
        <i
          key={segment.label}
          className={clsx(FAMILY_CLASS[segment.family], segment.kind)}
          style={{ flexGrow: segment.count, flexBasis: 0 }}
        />
      ))}
    </div>
  );
}

export function Legend({ segments }: { segments: readonly Segment[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-muted tabular-nums">
      {segments
        .filter((segment) => segment.count > 0)
        .map((segment) => (
          <li key={segment.label} className={clsx(FAMILY_CLASS[segment.family], "inline-flex items-center gap-1")}>
            <span className="text-(--family-ink) [&_.lucide]:size-3 [&_.lucide]:stroke-[2.25]">{segment.icon}</span>
            {segment.count} {segment.label}
          </li>
        ))}
    </ul>
  );
}
