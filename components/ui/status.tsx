import clsx from "clsx";
import type { ReactNode } from "react";

import { FAMILY_CLASS, type Family } from "./family.ts";

export type { Family } from "./family.ts";

type StatusProps = {
  family: Family;
  icon: ReactNode;
  label: string;
  pill?: boolean | undefined;
};

export function Status({ family, icon, label, pill = false }: StatusProps) {
  return (
    <span
      className={clsx(
        FAMILY_CLASS[family],
        "inline-flex items-center gap-1.5 align-top font-medium whitespace-nowrap text-(--family-ink) [&_.lucide]:size-3.5 [&_.lucide]:stroke-2",
        pill && "rounded-sm bg-(--family-tint) py-px pr-2 pl-1.5 inset-ring inset-ring-(--family-line)",
      )}
    >
      {icon}
      {label}
    </span>
  );
}
