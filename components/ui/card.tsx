import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

export function Card({ className, children, ...rest }: ComponentProps<"section">) {
  return (
    <section className={clsx("min-w-0 rounded-lg border border-line bg-surface", className)} {...rest}>
      {children}
    </section>
  );
}

type CardHeaderProps = { title: ReactNode; note?: ReactNode; id?: string | undefined; children?: ReactNode };

/** `children` stand at the right: a link, a filter. */
export function CardHeader({ title, note, id, children }: CardHeaderProps) {
  return (
    <header className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-1.5 pr-3 pl-4 max-sm:px-3">
      <h2 id={id}>{title}</h2>
      {note !== undefined && <p className="text-xs text-ink-muted">{note}</p>}
      <div className="ml-auto flex items-center gap-2 text-xs">{children}</div>
    </header>
  );
}

export function CardFooter({ children }: { children: ReactNode }) {
  return <footer className="border-t border-line px-4 py-2 text-xs text-ink-muted max-sm:px-3">{children}</footer>;
}
