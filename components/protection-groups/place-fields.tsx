"use client";

import { useQuery } from "@tanstack/react-query";

import { formatAccountId, formatNoun } from "#components/ui/format.ts";
import { Select } from "#components/ui/select.tsx";
import { accountsQuery } from "#lib/query/accounts.ts";

type PlaceFieldsProps = {
  accountId: string | null;
  region: string | null;
  errors: { accountId?: string | undefined; region?: string | undefined };
  onChange: (place: { accountId: string | null; region: string | null }) => void;
};

export function PlaceFields({ accountId, region, errors, onChange }: PlaceFieldsProps) {
  const { data } = useQuery(accountsQuery());
  const accounts = data?.items ?? [];
  const regions = accounts.find((account) => account.accountId === accountId)?.regions ?? [];
  function chooseAccount(chosen: string): void {
    const offered = accounts.find((account) => account.accountId === chosen)?.regions ?? [];
    const only = offered.length === 1 ? (offered[0]?.region ?? null) : null;
    onChange({ accountId: chosen, region: offered.some((entry) => entry.region === region) ? region : only });
  }
  return (
    <>
      <Select
        label="Account"
        value={accountId}
        onChange={chooseAccount}
        error={errors.accountId}
        placeholder="Choose an account"
        options={accounts.map((account) => ({
          value: account.accountId,
          label: account.name,
          note: formatAccountId(account.accountId),
        }))}
      />
      <Select
        label="Region"
        value={region}
        onChange={(chosen) => onChange({ accountId, region: chosen })}
        error={errors.region}
        placeholder={accountId === null ? "Choose the account first" : "Choose a Region"}
        isDisabled={accountId === null}
        options={regions.map((entry) => ({
          value: entry.region,
          label: entry.region,
          note: formatNoun(entry.servers, "server"),
        }))}
      />
    </>
  );
}
