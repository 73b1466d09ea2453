"use client";

import { useQuery } from "@tanstack/react-query";

import { healthProfilesQuery } from "#lib/query/health-profiles.ts";

/** The name of a health profile; null without one and until it is known. */
export function useProfileName(id: string | null): string | null {
  const { data } = useQuery({ ...healthProfilesQuery(), enabled: id !== null });
  return data?.items.find((profile) => profile.id === id)?.name ?? null;
}
