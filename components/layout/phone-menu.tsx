"use client";

import { Menu, X } from "lucide-react";
import { useEffect, useRef } from "react";

import { Button } from "#components/ui/button.tsx";

import { type NavCounts, SideNav } from "./side-nav.tsx";

/** The side as a sheet, below 720 px. Closes when the page changes. */
export function PhoneMenu({ pathname, counts }: { pathname: string; counts: NavCounts }) {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => sheet.current?.close(), [pathname]);
  return (
    <div className="sm:hidden">
      <Button
        variant="ghost"
        icon={<Menu className="size-5" />}
        aria-label="Menu"
        onClick={() => sheet.current?.showModal()}
      />
      <dialog
        ref={sheet}
        aria-label="Menu"
        className="m-0 h-dvh max-h-none w-72 max-w-[85vw] border-r border-line bg-surface p-0 text-ink shadow-lg backdrop:bg-scrim"
        onClick={(event) => event.target === sheet.current && sheet.current.close()}
      >
        <div className="relative h-full">
          <SideNav pathname={pathname} counts={counts} />
          <Button
            variant="ghost"
            className="!absolute top-0.5 right-1"
            icon={<X />}
            aria-label="Close menu"
            onClick={() => sheet.current?.close()}
          />
        </div>
      </dialog>
    </div>
  );
}
