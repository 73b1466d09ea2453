"use client";

import { TextField } from "#components/ui/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { DRS_REGIONS } from "#lib/domain/regions.ts";

type PlaceFieldsProps = {
  place: { accountId: string; region: string };
  isReadOnly: boolean;
  error: (field: string) => string | undefined;
  onChange: (patch: { accountId?: string; region?: string }) => void;
};

const REGIONS: readonly SelectOption<string>[] = [
  { value: "", label: "That of its servers" },
  ...DRS_REGIONS.map((region) => ({ value: region, label: region })),
];

/** Where it runs, if not where the wave's servers are. */
export function PlaceFields({ place, isReadOnly, error, onChange }: PlaceFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-2.5">
      <TextField
        label="Account"
        value={place.accountId}
        placeholder="That of its servers"
        isReadOnly={isReadOnly}
        error={error("accountId")}
        onChange={(accountId) => onChange({ accountId: accountId.replace(/\s/g, "") })}
      />
      <Select
        label="Region"
        value={place.region}
        options={REGIONS}
        isDisabled={isReadOnly}
        error={error("region")}
        onChange={(region) => onChange({ region })}
      />
    </div>
  );
}
