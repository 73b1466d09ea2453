"use client";

import { useQuery } from "@tanstack/react-query";

import { Select } from "#components/ui/select.tsx";
import { accountsQuery } from "#lib/query/accounts.ts";

const EVERY = "all";

type PlaceFilterProps = {
  accountId: string | null;
  region: string | null;
  onChange: (place: { accountId: string | null; region: string | null }) => void;
};

/** Account and Region of a list; a Region that the account does not have falls back to all. */
export function PlaceFilter({ accountId, region, onChange }: PlaceFilterProps) {
  const { data } = useQuery(accountsQuery());
  const accounts = data?.items ?? [];
  const within = accounts.filter((account) => accountId === null || account.accountId === accountId);
  const regions = [...new Set(within.flatMap((account) => account.regions.map((entry) => entry.region)))].sort();
  function chooseAccount(chosen: string): void {
    const next = chosen === EVERY ? null : chosen;
    const has = accounts.some(
      (account) =>
        (next === null || account.accountId === next) && account.regions.some((entry) => entry.region === region),
    );
    onChange({ accountId: next, region: has ? region : null });
  }
  return (
    <>
      <div className="w-44">
        <Select
          label="Account"
          hideLabel
          value={accountId ?? EVERY}
          onChange={chooseAccount}
          options={[
            { value: EVERY, label: "All accounts" },
            ...accounts.map((account) => ({ value: account.accountId, label: account.name })),
          ]}
        />
      </div>
      <div className="w-36">
        <Select
          label="Region"
          hideLabel
          value={region ?? EVERY}
          onChange={(chosen) => onChange({ accountId, region: chosen === EVERY ? null : chosen })}
          options={[{ value: EVERY, label: "All Regions" }, ...regions.map((name) => ({ value: name, label: name }))]}
        />
      </div>
    </>
  );
}
