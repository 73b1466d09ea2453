import type { ReactNode } from "react";

/** What this is for in one sentence, then the one button. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="max-w-110 px-6 py-7 max-sm:px-3">
      <h2 className="text-sm">{title}</h2>
      <p className="mt-1 text-ink-muted">{children}</p>
      {action !== undefined && <div className="mt-3.5">{action}</div>}
    </div>
  );
}
