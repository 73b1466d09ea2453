import clsx from "clsx";
import Link from "next/link";

import { formatCount } from "#components/ui/format.ts";

import { type CountedPage, type Destination, DESTINATIONS, isAt, SETTINGS } from "./destinations.ts";
import { Logo } from "./logo.tsx";

export type NavCounts = Record<CountedPage, { count: number; hasMore: boolean } | null>;

type NavItemProps = { destination: Destination; pathname: string; counts: NavCounts; isRail: boolean };

function NavCount({ page, counts, isRail }: { page: CountedPage; counts: NavCounts; isRail: boolean }) {
  const found = counts[page];
  if (found === null) return null;
  const isRunning = page === "executions";
  if (isRunning && found.count === 0) return null;
  return (
    <span
      className={clsx(
        "ml-auto text-2xs font-medium tabular-nums",
        isRunning ? "rounded-full bg-run px-1.5 text-ink-inverse" : "text-ink-faint",
        isRail && (isRunning ? "absolute -top-0.5 -right-1" : "hidden"),
      )}
    >
      {formatCount(found.count)}
      {found.hasMore && "+"}
      {isRunning && <span className="sr-only"> running</span>}
    </span>
  );
}

function NavItem({ destination, pathname, counts, isRail }: NavItemProps) {
  const Icon = destination.icon;
  return (
    <Link
      href={destination.href}
      title={isRail ? destination.label : undefined}
      aria-current={isAt(pathname, destination) ? "page" : undefined}
      className={clsx(
        "relative flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-muted no-underline hover:bg-hover hover:text-ink hover:no-underline aria-[current]:bg-hover aria-[current]:text-ink pointer-coarse:h-11",
        isRail && "w-9 justify-center",
      )}
    >
      <Icon />
      <span className={isRail ? "sr-only" : undefined}>{destination.label}</span>
      {destination.counts !== null && <NavCount page={destination.counts} counts={counts} isRail={isRail} />}
    </Link>
  );
}

type SideNavProps = { pathname: string; counts: NavCounts; isRail?: boolean | undefined };

export function SideNav({ pathname, counts, isRail = false }: SideNavProps) {
  const shared = { pathname, counts, isRail };
  return (
    <nav aria-label="Main" className="flex h-full flex-col">
      <Link
        href="/"
        aria-label="DRS Orchestrator, dashboard"
        className={clsx(
          "flex h-(--size-top) shrink-0 items-center gap-2.5 border-b border-line font-semibold text-ink no-underline hover:no-underline",
          isRail ? "justify-center" : "px-4",
        )}
      >
        <Logo />
        {!isRail && "DRS Orchestrator"}
      </Link>
      <ul className={clsx("flex flex-1 flex-col gap-0.5 py-3", isRail ? "items-center" : "px-2")}>
        {DESTINATIONS.map((destination) => (
          <li key={destination.href}>
            <NavItem destination={destination} {...shared} />
          </li>
        ))}
        <li className={clsx("mt-2 border-t border-line pt-2", !isRail && "mx-2 [&>a]:-mx-2")}>
          <NavItem destination={SETTINGS} {...shared} />
        </li>
      </ul>
    </nav>
  );
}
