"use client";

import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import type { AccountView } from "#lib/domain/account.ts";
import { useDenied } from "#lib/query/me.ts";

import { CheckBlocksDialog } from "./check-blocks-dialog.tsx";

const SHOWN_BLOCKS = 6;

/** In which blocks of addresses workers may check the launched servers of an account. */
export function CheckBlocks({ account }: { account: AccountView }) {
  const [isOpen, setIsOpen] = useState(false);
  const denied = useDenied("account:write");
  const { checkCidrs } = account;
  const isNone = checkCidrs.length === 0;
  return (
    <section
      aria-label={`Addresses that workers may check in ${account.name}`}
      className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line px-4 py-3 max-sm:px-3"
    >
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="text-sm">Addresses that workers may check</h3>
        {isNone && (
          <p className="mt-1 max-w-[72ch] text-xs/[18px] text-ink-muted">
            None: checks from the worker in health profiles do not pass for servers of this account.
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs/[18px] text-ink-muted empty:hidden">
          {checkCidrs.slice(0, SHOWN_BLOCKS).map((block) => (
            <span key={block} className="mono whitespace-nowrap text-ink">
              {block}
            </span>
          ))}
          {checkCidrs.length > SHOWN_BLOCKS && `and ${checkCidrs.length - SHOWN_BLOCKS} more`}
        </p>
      </div>
      <Button
        size="sm"
        disabledReason={denied}
        aria-label={`${isNone ? "Allow" : "Edit"} addresses that workers may check in ${account.name}`}
        onClick={() => setIsOpen(true)}
      >
        {isNone ? "Allow…" : "Edit…"}
      </Button>
      {isOpen && <CheckBlocksDialog account={account} onClose={() => setIsOpen(false)} />}
    </section>
  );
}
