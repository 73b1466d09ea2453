import clsx from "clsx";
import { ArrowDown, ArrowUp, OctagonX } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

import { Button } from "./button.tsx";

/** Wider than any table of the product: a cell across all columns. */
const ALL_COLUMNS = 12;

export function Table({ className, children, ...rest }: ComponentProps<"table">) {
  return (
    <table className={clsx("table", className)} {...rest}>
      {children}
    </table>
  );
}

export type SortDirection = "ascending" | "descending";

type ThProps = ComponentProps<"th"> & { sort?: SortDirection | undefined; isNumber?: boolean | undefined };

/** `sort` tells how the rows stand by this column. */
export function Th({ sort, isNumber = false, className, children, ...rest }: ThProps) {
  return (
    <th scope="col" aria-sort={sort} className={clsx(isNumber && "number", className)} {...rest}>
      {children}
      {sort === "ascending" && <ArrowUp className="ml-1 inline size-3 align-[-2px]" />}
      {sort === "descending" && <ArrowDown className="ml-1 inline size-3 align-[-2px]" />}
    </th>
  );
}

const BAR_WIDTHS = ["80%", "55%", "92%", "64%", "70%"];

/** Grey rows in the real column widths; they show after 300 ms of waiting. */
export function SkeletonRows({ columns, rows = 8 }: { columns: number; rows?: number | undefined }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} className="plain skeleton" aria-hidden="true">
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}>
          <div className="h-2.5 rounded-xs bg-idle-tint" style={{ width: BAR_WIDTHS[(row + column) % 5] }} />
        </td>
      ))}
    </tr>
  ));
}

type RowProps = { columns?: number | undefined };

export function EmptyRow({
  children,
  action,
  columns = ALL_COLUMNS,
}: RowProps & { children: ReactNode; action?: ReactNode }) {
  return (
    <tr className="plain">
      <td colSpan={columns} className="!whitespace-normal">
        <div className="flex max-w-160 flex-wrap items-center gap-x-4 gap-y-2 py-5 text-ink-muted">
          <p className="min-w-0">{children}</p>
          {action}
        </div>
      </td>
    </tr>
  );
}

/** Holds the place of the rows that a virtual table does not render. */
export function SpacerRow({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="plain">
      <td className="!border-0 !p-0" style={{ height }} />
    </tr>
  );
}

/** What went wrong, in the table's own place, so that filters and heads stay. */
export function ErrorRow({ error, onRetry, columns = ALL_COLUMNS }: RowProps & { error: Error; onRetry: () => void }) {
  return (
    <tr className="plain">
      <td colSpan={columns} className="!whitespace-normal">
        <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 py-4">
          <OctagonX className="text-bad-ink" />
          <span className="min-w-0">{error.message}</span>
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </div>
      </td>
    </tr>
  );
}
