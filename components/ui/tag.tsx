import clsx from "clsx";
import type { ReactNode } from "react";

/** A fact about something, never a status. */
export function Tag({ children, outline = false }: { children: ReactNode; outline?: boolean | undefined }) {
  return (
    <span
      className={clsx(
        "inline-flex max-w-full items-center gap-1 rounded-sm px-1.5 py-px text-2xs font-medium whitespace-nowrap text-ink-muted",
        outline ? "inset-ring inset-ring-line-strong" : "bg-idle-tint",
      )}
    >
      {children}
    </span>
  );
}
