"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";

import { Breadcrumb, CrumbProvider } from "./breadcrumb.tsx";
import { fillsWindow, needsRail } from "./destinations.ts";
import { Keyboard } from "./keyboard.tsx";
import { useNavCounts } from "./nav-counts.ts";
import { PersonMenu } from "./person-menu.tsx";
import { PhoneMenu } from "./phone-menu.tsx";
import { RunningBanner } from "./running-banner.tsx";
import { SideNav } from "./side-nav.tsx";
import { SimulatedBanner } from "./simulated-banner.tsx";
import { UtcClock } from "./utc-clock.tsx";

type AppShellProps = { personName: string; isSimulated: boolean; children: ReactNode };

function SkipLink() {
  return (
    <a href="#main" className="fixed -top-16 left-2 z-(--z-toast) rounded-md bg-raised px-3 py-2 shadow-md focus:top-2">
      Skip to content
    </a>
  );
}

export function AppShell({ personName, isSimulated, children }: AppShellProps) {
  const pathname = usePathname();
  const counts = useNavCounts();
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const isRail = needsRail(pathname);
  return (
    <CrumbProvider>
      <SkipLink />
      <Keyboard isSheetOpen={isSheetOpen} onSheetChange={setIsSheetOpen} />
      <div className="flex min-h-dvh">
        <div
          data-shell
          className={clsx(
            "sticky top-0 h-dvh shrink-0 overflow-y-auto border-r border-line bg-surface max-sm:hidden",
            isRail ? "w-(--size-side-rail)" : "w-(--size-side)",
          )}
        >
          <SideNav pathname={pathname} counts={counts} isRail={isRail} />
        </div>
        <div className={clsx("flex min-h-dvh min-w-0 flex-1 flex-col", fillsWindow(pathname) && "lg:h-dvh")}>
          <header
            data-shell
            className="sticky top-0 z-(--z-bar) flex h-(--size-top) shrink-0 items-center gap-3 border-b border-line bg-surface px-5 max-sm:gap-2 max-sm:px-2"
          >
            <PhoneMenu pathname={pathname} counts={counts} />
            <Breadcrumb pathname={pathname} />
            <span className="flex-1" />
            <UtcClock />
            <PersonMenu name={personName} onShowShortcuts={() => setIsSheetOpen(true)} />
          </header>
          {isSimulated && <SimulatedBanner />}
          <RunningBanner />
          <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
            {children}
          </main>
        </div>
      </div>
    </CrumbProvider>
  );
}
