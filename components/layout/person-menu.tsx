"use client";

import { useQuery } from "@tanstack/react-query";
import { Keyboard, LogOut, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useId } from "react";

import { meQuery } from "#lib/query/me.ts";

const ITEM =
  "flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-sm text-ink no-underline hover:bg-hover hover:no-underline pointer-coarse:min-h-11";

function initials(name: string): string {
  const words = name.split(/[\s.@]+/).filter(Boolean);
  return `${words[0]?.[0] ?? "?"}${words.length > 1 ? (words.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
}

type PersonMenuProps = { name: string; onShowShortcuts: () => void };

export function PersonMenu({ name, onShowShortcuts }: PersonMenuProps) {
  const id = useId();
  const { data: me } = useQuery(meQuery());
  const roles = me?.roles.join(", ");
  const email = me?.email ?? null;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={roles === undefined ? name : `${name}, ${roles}`}
        className="grid size-7 shrink-0 place-items-center rounded-full border border-line-strong bg-idle-tint text-2xs font-semibold text-ink-muted hover:bg-hover pointer-coarse:size-9"
      >
        {initials(name)}
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-[calc(var(--size-top)-4px)_12px_auto_auto] m-0 w-60 rounded-md border-0 bg-raised p-1 text-ink shadow-md"
      >
        <div className="border-b border-line px-2 pt-1 pb-2">
          <p className="truncated font-medium">{name}</p>
          {email !== null && <p className="truncated text-xs text-ink-muted">{email}</p>}
          {roles !== undefined && <p className="text-xs text-ink-muted">{roles === "" ? "No role" : roles}</p>}
        </div>
        <div className="pt-1">
          <Link href="/settings" className={ITEM}>
            <SlidersHorizontal className="text-ink-muted" />
            Settings
          </Link>
          <button type="button" className={ITEM} popoverTarget={id} onClick={onShowShortcuts}>
            <Keyboard className="text-ink-muted" />
            Keyboard shortcuts
            <kbd className="kbd ml-auto">?</kbd>
          </button>
          <form method="post" action="/api/logout">
            <button type="submit" className={ITEM}>
              <LogOut className="text-ink-muted" />
              Sign out
            </button>
          </form>
        </div>
      </div>
    </>
  );
}
