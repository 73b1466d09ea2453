import { ListServiceQuotasCommand } from "@aws-sdk/client-service-quotas";

import { DEFAULT_LIMITS, type LaunchLimits } from "#lib/domain/launch-queue.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";

/** Codes of AWS DRS quotas (AWS General Reference, endpoints and quotas). */
const CODES: Record<keyof LaunchLimits, string> = {
  maxJobs: "L-D88FAC3A",
  maxServersPerJob: "L-B827C881",
  maxServersInFlight: "L-05AFA8C6",
};

/** The quotas that launches have to keep to. Null where Service Quotas may not be read: then AWS's published ones hold. */
export async function describeQuotas(clients: AccountClients, place: AwsPlace): Promise<LaunchLimits | null> {
  try {
    const quotas = await clients
      .serviceQuotas(place)
      .send(new ListServiceQuotasCommand({ ServiceCode: "drs", MaxResults: 100 }));
    const values = new Map((quotas.Quotas ?? []).map((quota) => [quota.QuotaCode, quota.Value]));
    const limit = (name: keyof LaunchLimits) => values.get(CODES[name]) ?? DEFAULT_LIMITS[name];
    return {
      maxJobs: limit("maxJobs"),
      maxServersPerJob: limit("maxServersPerJob"),
      maxServersInFlight: limit("maxServersInFlight"),
    };
  } catch {
    return null;
  }
}
