import type { ReactNode } from "react";

/** Cells of the strip under the title: side by side, on a phone the first one across. */
export function Facts({ label, children, className }: { label: string; children: ReactNode; className: string }) {
  return (
    <section
      aria-label={label}
      className={`-mx-6 mt-3.5 grid border-y border-line max-sm:-mx-3 max-sm:mt-3 max-sm:grid-cols-2 ${className}`}
    >
      {children}
    </section>
  );
}

type FactProps = { title: ReactNode; aside?: ReactNode; children: ReactNode; isWide?: boolean | undefined };

export function Fact({ title, aside, children, isWide = false }: FactProps) {
  return (
    <div
      className={
        isWide
          ? "min-w-0 py-3 pr-5 pl-6 max-sm:col-span-2 max-sm:border-b max-sm:border-line max-sm:px-3 max-sm:py-2.5"
          : "min-w-0 border-l border-line px-5 py-3 max-sm:px-3 max-sm:py-2.5 max-sm:nth-[2]:border-l-0 max-sm:nth-[4]:col-span-2 max-sm:nth-[4]:border-t max-sm:nth-[4]:border-l-0"
      }
    >
      <h2 className="flex justify-between gap-2 text-xs font-medium text-ink-muted">
        <span>{title}</span>
        {aside !== undefined && <span className="tabular-nums">{aside}</span>}
      </h2>
      {children}
    </div>
  );
}

export function BigNumber({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <p className="flex items-baseline gap-2 text-2xl/9 font-semibold tracking-display whitespace-nowrap tabular-nums max-sm:text-[1.5rem]/8">
      {children}
      {note !== undefined && <span className="text-sm font-normal tracking-tight text-ink-muted">{note}</span>}
    </p>
  );
}
