import { ExternalLink as ExternalIcon } from "lucide-react";
import type { ReactNode } from "react";

import { buttonClass } from "./button-style.ts";

type ExternalLinkProps = { href: string; children: ReactNode };

/** A page of the AWS console, opened beside ours in the reader's own AWS session. */
export function ExternalLink({ href, children }: ExternalLinkProps) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1">
      {children}
      <ExternalIcon className="size-3 stroke-2" />
      <span className="sr-only">(opens the AWS console in a new tab)</span>
    </a>
  );
}

/** The same as an icon alone; `label` says what opens. */
export function ExternalIconLink({ href, label }: { href: string; label: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      title={`${label}, opens in a new tab`}
      aria-label={`${label}, opens in a new tab`}
      className={buttonClass({ variant: "ghost", size: "sm", isIconOnly: true })}
    >
      <ExternalIcon />
    </a>
  );
}
