"use client";

import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import Link from "next/link";

import { HealthParts } from "#components/health-gates/health-parts.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { Select } from "#components/ui/select.tsx";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { healthProfilesQuery } from "#lib/query/health-profiles.ts";

import { fieldKey } from "./draft-problems.ts";
import { PanelSection } from "./panel-section.tsx";
import type { WavePartProps } from "./wave-failure-policy.tsx";

const EC2_ONLY = "";

/** What a launched server of the wave must pass to count as healthy. */
export function WaveHealth({ editor, problems, isReadOnly, wave }: WavePartProps) {
  const { data, error } = useQuery(healthProfilesQuery());
  const profiles = data?.items;
  const chosen = profiles?.find(({ id }) => id === wave.healthProfileId);
  return (
    <PanelSection
      title="When a server is healthy"
      note={
        <Link
          href="/settings#health-profiles"
          target="_blank"
          className="inline-flex min-h-(--size-target) items-center gap-1 text-xs"
        >
          {isReadOnly ? "Profiles" : "Edit profiles"}
          <ExternalLink className="size-3 stroke-2" />
          <span className="sr-only">(opens in a new tab)</span>
        </Link>
      }
    >
      <Select
        label="Health profile"
        value={wave.healthProfileId ?? EC2_ONLY}
        options={profileOptions(profiles, wave.healthProfileId)}
        isDisabled={isReadOnly}
        error={problems.get(fieldKey(wave.key, "healthProfileId"))}
        onChange={(id) => editor.editWave(wave.key, { healthProfileId: id === EC2_ONLY ? null : id })}
      />
      {error !== null && <FieldError>Health profiles were not read: {error.message}</FieldError>}
      {wave.healthProfileId === null && (
        <p className="text-xs text-ink-muted">
          A server is healthy when it runs and passes both status checks of EC2. Nothing of what runs on it is asked.
        </p>
      )}
      {chosen !== undefined && <HealthParts health={chosen} />}
    </PanelSection>
  );
}

/** The one that is chosen is always among them, also before they are read and after it was deleted. */
function profileOptions(profiles: readonly HealthProfileView[] | undefined, chosen: string | null) {
  const known = profiles?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const isKnown = chosen === null || known.some(({ value }) => value === chosen);
  const missing = profiles === undefined ? "Being read" : "A deleted profile";
  return [
    { value: EC2_ONLY, label: "EC2 status checks only" },
    ...(isKnown ? [] : [{ value: chosen, label: missing }]),
    ...known,
  ];
}
