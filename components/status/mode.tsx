import clsx from "clsx";
import { FlaskConical, ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";

import type { ExecutionType } from "#lib/domain/execution-status.ts";

const MODE: Record<ExecutionType, { className: string; icon: ReactNode }> = {
  RECOVERY: { className: "mode-recovery", icon: <ShieldAlert /> },
  DRILL: { className: "mode-drill", icon: <FlaskConical /> },
};

export function ModeChip({ type }: { type: ExecutionType }) {
  return (
    <span
      className={clsx(
        MODE[type].className,
        "mode-chip inline-flex h-[18px] items-center gap-1 rounded-xs pr-1.5 pl-[5px] align-[1px] text-[0.65625rem]/[18px] font-bold tracking-[0.06em] whitespace-nowrap [&_.lucide]:size-3 [&_.lucide]:stroke-[2.25]",
      )}
    >
      {MODE[type].icon}
      {type}
    </span>
  );
}

/** Icon and word of a mode as a band carries them. */
export function ModeWord({ type }: { type: ExecutionType }) {
  return (
    <span className="inline-flex items-center gap-2 text-md font-bold tracking-[0.09em]">
      {MODE[type].icon}
      {type}
    </span>
  );
}

/** The class of a surface in the mode's colours and shape. */
export function modeClass(type: ExecutionType): string {
  return MODE[type].className;
}

type ModeBandProps = { type: ExecutionType; children: ReactNode; right?: ReactNode };

export function ModeBand({ type, children, right }: ModeBandProps) {
  return (
    <div
      className={clsx(
        MODE[type].className,
        "mode-band flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-0.5 px-6 py-1 max-sm:px-3 max-sm:py-1.5 [&_a]:text-inherit [&_a]:underline",
      )}
    >
      <ModeWord type={type} />
      <span>{children}</span>
      {right !== undefined && <span className="ml-auto text-xs">{right}</span>}
    </div>
  );
}
