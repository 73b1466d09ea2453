"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { createContext, type ReactNode, use, useEffect, useState } from "react";

import { DESTINATIONS, isAt, SETTINGS } from "./destinations.ts";

type Crumb = { title: string | null; setTitle: (title: string | null) => void };

const CrumbContext = createContext<Crumb>({ title: null, setTitle: () => undefined });

export function CrumbProvider({ children }: { children: ReactNode }) {
  const [title, setTitle] = useState<string | null>(null);
  return <CrumbContext value={{ title, setTitle }}>{children}</CrumbContext>;
}

/** Rendered by a page about one thing: its name becomes the end of the breadcrumb. */
export function CrumbTitle({ title }: { title: string }) {
  const { setTitle } = use(CrumbContext);
  useEffect(() => {
    setTitle(title);
    return () => setTitle(null);
  }, [title, setTitle]);
  return null;
}

export function Breadcrumb({ pathname }: { pathname: string }) {
  const { title } = use(CrumbContext);
  const place = [...DESTINATIONS, SETTINGS].find((destination) => isAt(pathname, destination));
  if (place === undefined) return <span />;
  const isWithin = place.href !== pathname;
  const end = title ?? (pathname.endsWith("/new") ? "New" : null);
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-ink-muted">
        <li className={isWithin ? "shrink-0 max-sm:hidden" : "truncated font-medium text-ink"}>
          {isWithin ? (
            <Link href={place.href} className="inline-block py-0.5 text-inherit">
              {place.label}
            </Link>
          ) : (
            <span aria-current="page">{place.label}</span>
          )}
        </li>
        {isWithin && end !== null && (
          <li className="flex min-w-0 items-center gap-1.5 font-medium text-ink">
            <ChevronRight className="size-3.5 text-ink-faint max-sm:hidden" />
            <span aria-current="page" className="truncated">
              {end}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}
