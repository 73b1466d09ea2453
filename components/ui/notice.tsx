import clsx from "clsx";
import { CircleCheck, Info, LoaderCircle, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { FAMILY_CLASS, type Family } from "./family.ts";

const ICON: Record<Family, ReactNode> = {
  ok: <CircleCheck />,
  run: <LoaderCircle />,
  attn: <TriangleAlert />,
  bad: <OctagonX />,
  idle: <Info />,
};

type NoticeProps = {
  family: Family;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
};

/** What happened, what it means, what to press. A problem interrupts a screen reader, anything else waits. */
export function Notice({ family, title, children, action, icon }: NoticeProps) {
  return (
    <div
      role={family === "bad" ? "alert" : "status"}
      className={clsx(
        FAMILY_CLASS[family],
        "flex items-start gap-2.5 rounded-md border border-(--family-line) bg-(--family-tint) px-3 py-2.5",
      )}
    >
      <span className="mt-0.5 text-(--family-ink)">{icon ?? ICON[family]}</span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-(--family-ink)">{title}</p>
        {children !== undefined && <div className="mt-0.5 text-xs/[18px] text-ink">{children}</div>}
      </div>
      {action !== undefined && <div className="shrink-0 self-center">{action}</div>}
    </div>
  );
}
