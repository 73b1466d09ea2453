import { StartPlaces } from "#components/recovery-plans/start-summary.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import type { SelectionOutcome } from "./selection-outcome.ts";

const SHOWN = 60;

/** What a start of chosen servers launches, what it leaves out and why, and how. */
export function SelectionSummary({ outcome }: { outcome: SelectionOutcome }) {
  const { launched, leftOut } = outcome;
  return (
    <>
      {leftOut.length > 0 && (
        <section className="px-5 pt-3 pb-3.5 max-sm:px-3">
          <h3 className="mb-1.5 text-sm">Left out: {formatNoun(leftOut.length, "server")}</h3>
          <ul className="grid max-h-56 gap-1 overflow-auto text-xs/[17px]" tabIndex={0} aria-label="Left out">
            {leftOut.slice(0, SHOWN).map(({ server, why }) => (
              <li key={server.sourceServerId} className="wrap-anywhere">
                <b className="font-medium">{server.hostname}</b>
                <span className="text-ink-muted">: {why}</span>
              </li>
            ))}
            <Rest count={leftOut.length} />
          </ul>
        </section>
      )}
      <section className="px-5 pt-3 pb-3.5 max-sm:px-3">
        <h3 className="mb-1.5 text-sm">What will launch: {formatNoun(launched.length, "server")}</h3>
        <ul className="grid max-h-72 overflow-auto text-xs/[17px]" tabIndex={0} aria-label="What will launch">
          {launched.slice(0, SHOWN).map((server) => (
            <li
              key={server.sourceServerId}
              className="flex justify-between gap-3 border-t border-line py-1 first:border-t-0"
            >
              <span className="min-w-0 wrap-anywhere">{server.hostname}</span>
              <span className="shrink-0 text-ink-faint">{server.region}</span>
            </li>
          ))}
          <Rest count={launched.length} />
        </ul>
      </section>
      <StartPlaces places={placesOf(launched)} />
      <section className="px-5 pt-3 pb-3.5 max-sm:px-3">
        <h3 className="mb-1.5 text-sm">How</h3>
        <p className="text-xs/[17px] text-ink-muted">
          All of them together, in no order, without a plan. Where one fails, a person decides. DNS and traffic are not
          changed.
        </p>
      </section>
    </>
  );
}

function Rest({ count }: { count: number }) {
  return count > SHOWN ? (
    <li className="py-1 text-ink-muted">and {formatNoun(count - SHOWN, "more", "more")}</li>
  ) : null;
}

function placesOf(servers: readonly SourceServerView[]) {
  const places = servers.map(({ accountId, accountName, region }) => ({ accountId, accountName, region }));
  return [...new Map(places.map((place) => [accountRegionKey(place), place])).values()];
}
