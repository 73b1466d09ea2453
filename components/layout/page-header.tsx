import type { ReactNode } from "react";

type PageHeaderProps = { title: ReactNode; facts?: ReactNode; actions?: ReactNode };

/** The answer before the data: the title, the facts it rests on, what can be done. */
export function PageHeader({ title, facts, actions }: PageHeaderProps) {
  return (
    <div className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="wrap-anywhere">{title}</h1>
        {facts !== undefined && <div className="mt-0.5 flex flex-wrap gap-x-5 gap-y-0.5 text-ink-muted">{facts}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
