"use client";

import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Table, Th } from "#components/ui/table.tsx";
import { Age } from "#components/ui/time.tsx";
import type { Leftover } from "#lib/domain/execution.ts";

import { costWords, dollars } from "./cleanup-words.ts";

const SHOWN = 8;

const KIND: Record<Leftover["kind"], string> = {
  instance: "Instance",
  volume: "Volume",
  "network-interface": "Network interface",
};

/** What the sweep found in EC2 after the clean-up, each with what it has cost. */
export function Leftovers({ leftovers }: { leftovers: readonly Leftover[] }) {
  const [isAllShown, setIsAllShown] = useState(false);
  const shown = isAllShown ? leftovers : leftovers.slice(0, SHOWN);
  const cost = costWords(leftovers);
  return (
    <div className="border-t border-line">
      <p className="px-4 pt-2.5 pb-1 text-xs font-medium max-sm:px-3">
        {formatNoun(leftovers.length, "thing")} found in EC2 after it{cost !== null && `, ${cost}`}
      </p>
      <div tabIndex={0} role="group" aria-label="Left in EC2, scrolls sideways" className="overflow-x-auto">
        <Table>
          <thead>
            <tr>
              <Th>What</Th>
              <Th>Since</Th>
              <Th isNumber>Cost so far</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((leftover) => (
              <tr key={leftover.id}>
                <td className="!py-1.5">
                  <span className="block text-xs text-ink-muted">
                    {KIND[leftover.kind]}
                    {leftover.hostname !== null && ` of ${leftover.hostname}`}, {leftover.state}
                  </span>
                  <ExternalLink href={leftover.url}>
                    <span className="mono text-2xs">{leftover.id}</span>
                  </ExternalLink>
                </td>
                <td className="text-xs text-ink-muted">
                  {leftover.since === null ? "—" : <Age at={leftover.since} />}
                </td>
                <td className="number">{leftover.costSoFarUsd === null ? "—" : dollars(leftover.costSoFarUsd)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {leftovers.length > shown.length && (
        <div className="px-4 py-2 max-sm:px-3">
          <Button size="sm" onClick={() => setIsAllShown(true)}>
            Show all {leftovers.length}
          </Button>
        </div>
      )}
    </div>
  );
}
