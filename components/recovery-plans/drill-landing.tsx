"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Info, OctagonX, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";

import { FAMILY_CLASS } from "#components/ui/family.ts";
import { formatNoun } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import { Age } from "#components/ui/time.tsx";
import type { DrillLandingView } from "#lib/domain/drill-landing.ts";
import type { DrillLandingQuery } from "#lib/query/drill-landing.ts";

import { landingAnswer, type LandingConcern, landingConcerns, lineWords } from "./drill-landing-words.ts";

const SHOWN_LINES = 2;
/** As many names as a line says. */
const SHOWN_NAMES = 3;

const ICON: Record<LandingConcern["family"] | "ok", ReactNode> = {
  ok: <CircleCheck />,
  idle: <Info />,
  attn: <TriangleAlert />,
  bad: <OctagonX />,
};

/** Where a drill would land: how many servers isolated, which not and why, worst first. */
export function DrillLanding({ query }: { query: DrillLandingQuery }) {
  const { data, error } = useQuery(query);
  return (
    <section aria-labelledby="drill-landing-title" className="px-5 pt-3 pb-3.5 max-sm:px-3">
      <h3 id="drill-landing-title" className="flex min-h-6 flex-wrap items-center gap-2 text-sm">
        Where it lands
        <span className="flex-1" />
        {data !== undefined && data.oldestReadAt !== null && (
          <span className="text-xs font-normal text-ink-muted">
            Launch settings of <Age at={data.oldestReadAt} />
          </span>
        )}
      </h3>
      {data === undefined && error === null && (
        <p role="status" className="mt-1 text-xs text-ink-muted">
          Reading where the servers land
        </p>
      )}
      {error !== null && (
        <Point family="attn" title="Not known">
          {error.message} The start itself checks every server again.
        </Point>
      )}
      {data !== undefined && <Landings view={data} />}
    </section>
  );
}

function Landings({ view }: { view: DrillLandingView }) {
  const concerns = landingConcerns(view);
  const isIsolated = view.counts.isolated === view.counts.servers;
  return (
    <ul className="mt-1">
      {view.counts.errors > 0 && (
        <li>
          <Point family="bad" title="This drill is refused as it is">
            Drills must be isolated there. Change the launch templates of the servers below, or the drill network under{" "}
            <Link href="/settings" className="underline">
              Settings
            </Link>
            .
          </Point>
        </li>
      )}
      <li>
        <Point family={isIsolated ? "ok" : "idle"} title={landingAnswer(view)}>
          Isolated: in the drill network, without a route to production.
        </Point>
      </li>
      {concerns.map((concern) => (
        <li key={`${concern.family}-${concern.code}`}>
          <Concern concern={concern} />
        </li>
      ))}
    </ul>
  );
}

function Concern({ concern }: { concern: LandingConcern }) {
  const { code, family, title, lines } = concern;
  const isCut = lines.length > SHOWN_LINES || lines.some((line) => line.servers.length > SHOWN_NAMES);
  const declaration = code === "NO_DRILL_NETWORK";
  return (
    <Point family={family} title={title} tag={family === "idle" ? "Accepted by the plan" : undefined}>
      {lines.slice(0, SHOWN_LINES).map((line) => (
        <span key={line.detail} className="block">
          {declaration ? line.detail : lineWords(line)}
        </span>
      ))}
      {declaration && (
        <>
          Declare it under{" "}
          <Link href="/settings" className="underline">
            Settings
          </Link>
          , so that this can be checked.
        </>
      )}
      {!declaration && isCut && <AllServers lines={lines} />}
    </Point>
  );
}

/** Thousands of names are put on the page only when somebody asks for them. */
function AllServers({ lines }: { lines: LandingConcern["lines"] }) {
  const [isOpen, setOpen] = useState(false);
  const count = lines.reduce((sum, line) => sum + line.servers.length, 0);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer py-0.5 text-accent-ink">All {formatNoun(count, "server")}</summary>
      {isOpen && (
        <ul className="max-h-60 overflow-auto" tabIndex={0} aria-label="Servers and reasons, scrolls">
          {lines.map((line) => (
            <li key={line.detail} className="border-t border-line py-1 first:border-t-0">
              <span className="font-medium text-ink">{line.servers.join(", ")}</span>: {line.detail}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

type PointProps = {
  family: LandingConcern["family"] | "ok";
  title: string;
  tag?: string | undefined;
  children: ReactNode;
};

function Point({ family, title, tag, children }: PointProps) {
  return (
    <div className={`${FAMILY_CLASS[family]} grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 py-[3px]`}>
      <span className="mt-0.5 text-(--family-ink)">{ICON[family]}</span>
      <div className="wrap-anywhere">
        <b className={family === "ok" || family === "idle" ? "font-normal" : ""}>{title}</b>{" "}
        {tag !== undefined && <Tag>{tag}</Tag>}
        <div className="text-xs/[17px] text-ink-muted">{children}</div>
      </div>
    </div>
  );
}
