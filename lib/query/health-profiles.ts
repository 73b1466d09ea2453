import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { type HealthProfileInput, HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { pageOf } from "#lib/domain/paging.ts";

import { fetchJson } from "./fetch-json.ts";

const PATH = "/api/v1/health-profiles";

export const healthProfileKeys = {
  all: ["health-profiles"] as const,
  list: ["health-profiles", "list"] as const,
  detail: (id: string) => ["health-profiles", "detail", id] as const,
};

/** All health profiles by name; a deployment has tens of them, not thousands. */
export function healthProfilesQuery() {
  return queryOptions({
    queryKey: healthProfileKeys.list,
    queryFn: ({ signal }) => fetchJson(pageOf(HealthProfileView), `${PATH}?limit=200`, { signal }),
  });
}

export function healthProfileQuery(id: string) {
  return queryOptions({
    queryKey: healthProfileKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(HealthProfileView, `${PATH}/${id}`, { signal }),
  });
}

/** Makes a profile, or saves over the one that was read. */
export function useSaveHealthProfile(profile: Pick<HealthProfileView, "id" | "version"> | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: HealthProfileInput) =>
      profile === null
        ? fetchJson(HealthProfileView, PATH, { method: "POST", body })
        : fetchJson(HealthProfileView, `${PATH}/${profile.id}`, {
            method: "PUT",
            body: { ...body, version: profile.version },
          }),
    onSuccess: () => client.invalidateQueries({ queryKey: healthProfileKeys.all }),
  });
}

export function useDeleteHealthProfile(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson(z.undefined(), `${PATH}/${id}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ queryKey: healthProfileKeys.list }),
  });
}
