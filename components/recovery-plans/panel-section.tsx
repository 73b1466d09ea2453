import type { ReactNode } from "react";

type PanelSectionProps = { title?: string | undefined; note?: ReactNode; id?: string | undefined; children: ReactNode };

/** One matter of the panel at the right of the editor. */
export function PanelSection({ title, note, id, children }: PanelSectionProps) {
  return (
    <div id={id} className="grid gap-2.5 border-b border-line px-4 py-3">
      {title !== undefined && (
        <div className="flex min-h-6 items-center gap-2">
          <h3 className="flex-1 text-sm">{title}</h3>
          {note}
        </div>
      )}
      {children}
    </div>
  );
}
