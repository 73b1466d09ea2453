import clsx from "clsx";
import type { ReactNode } from "react";

/** The margins of an ordinary page. */
export function PageBody({ children, isNarrow = false }: { children: ReactNode; isNarrow?: boolean | undefined }) {
  return (
    <div className={clsx("w-full px-6 pt-5 pb-10 max-sm:px-3 max-sm:pt-4 max-sm:pb-22", isNarrow && "max-w-220")}>
      {children}
    </div>
  );
}
