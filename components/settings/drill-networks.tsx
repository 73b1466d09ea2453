"use client";

import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { AccountView } from "#lib/domain/account.ts";
import { useDenied } from "#lib/query/me.ts";

import { DrillNetworkDialog } from "./drill-network-dialog.tsx";

type RegionEntry = AccountView["regions"][number];

/** Where drills belong, Region by Region of an account. */
export function DrillNetworks({ account }: { account: AccountView }) {
  const [edited, setEdited] = useState<string | null>(null);
  const denied = useDenied("account:write");
  const entry = account.regions.find(({ region }) => region === edited);
  const isDeclared = account.regions.some(({ drillNetwork }) => drillNetwork !== null);
  return (
    <section aria-label={`Drill networks of ${account.name}`} className="border-t border-line px-4 py-3 max-sm:px-3">
      <h3 className="text-sm">Drill networks</h3>
      {!isDeclared && (
        <p className="mt-1 max-w-[72ch] text-xs/[18px] text-ink-muted">
          A drill network names the subnets and security groups in which drills cannot reach production; until it is
          declared, every drill warns that nobody knows whether it is isolated.
        </p>
      )}
      <ul className="mt-1">
        {account.regions.map((each) => (
          <li
            key={each.region}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0"
          >
            <span className="w-28 font-medium">{each.region}</span>
            <span className="min-w-0 flex-1 basis-56">
              <NetworkFacts entry={each} />
            </span>
            <Button
              size="sm"
              disabledReason={denied}
              aria-label={`${each.drillNetwork === null ? "Declare" : "Edit"} the drill network of ${each.region}`}
              onClick={() => setEdited(each.region)}
            >
              {each.drillNetwork === null ? "Declare…" : "Edit…"}
            </Button>
          </li>
        ))}
      </ul>
      {entry !== undefined && <DrillNetworkDialog account={account} entry={entry} onClose={() => setEdited(null)} />}
    </section>
  );
}

const SHOWN_IDS = 4;

function NetworkFacts({ entry: { drillNetwork } }: { entry: RegionEntry }) {
  if (drillNetwork === null) return <span className="text-ink-muted">Not declared</span>;
  const { subnetIds, securityGroupIds, isolationRequired } = drillNetwork;
  const ids = [...subnetIds, ...securityGroupIds];
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">
        {formatNoun(subnetIds.length, "subnet")}, {formatNoun(securityGroupIds.length, "security group")}
        {isolationRequired && <Tag>Drills must be isolated</Tag>}
      </span>
      {ids.length > 0 && (
        <span className="flex flex-wrap gap-x-3 text-xs/[18px] text-ink-muted">
          {ids.slice(0, SHOWN_IDS).map((id) => (
            <span key={id} className="mono whitespace-nowrap">
              {id}
            </span>
          ))}
          {ids.length > SHOWN_IDS && `and ${ids.length - SHOWN_IDS} more`}
        </span>
      )}
    </>
  );
}
