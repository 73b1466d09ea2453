import { DrsClient } from "@aws-sdk/client-drs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SNSClient } from "@aws-sdk/client-sns";

import { accountRegionKey } from "#lib/domain/regions.ts";

import { type AccountAccess, type AwsSettings, createAccountSessions, endpointOf } from "./account-session.ts";

/** An account we may enter, and the Region in it. */
export type AwsPlace = { access: AccountAccess; region: string };

/** Clients per account and Region, kept for as long as the process lives. */
export type AccountClients = {
  drs: (place: AwsPlace) => DrsClient;
  ec2: (place: AwsPlace) => EC2Client;
  serviceQuotas: (place: AwsPlace) => ServiceQuotasClient;
  sns: (place: AwsPlace) => SNSClient;
  /** One use: a session assumed just now and no retries. The caller destroys it. */
  drsForJob: (place: AwsPlace) => Promise<DrsClient>;
};

export function createAccountClients(settings: AwsSettings): AccountClients {
  const sessions = createAccountSessions(settings);
  const drsClients = new Map<string, DrsClient>();
  const ec2Clients = new Map<string, EC2Client>();
  const quotaClients = new Map<string, ServiceQuotasClient>();
  const snsClients = new Map<string, SNSClient>();

  function configOf(place: AwsPlace) {
    return { region: place.region, credentials: () => sessions.current(place.access), ...endpointOf(settings) };
  }

  return {
    drs: (place) => kept(drsClients, place, () => new DrsClient(configOf(place))),
    ec2: (place) => kept(ec2Clients, place, () => new EC2Client(configOf(place))),
    serviceQuotas: (place) => kept(quotaClients, place, () => new ServiceQuotasClient(configOf(place))),
    sns: (place) => kept(snsClients, place, () => new SNSClient(configOf(place))),
    async drsForJob(place) {
      const credentials = await sessions.fresh(place.access);
      // StartRecovery has no client token: a retry inside the SDK could launch twice. A retried termination meets its own job.
      return new DrsClient({ region: place.region, credentials, maxAttempts: 1, ...endpointOf(settings) });
    },
  };
}

function kept<T>(clients: Map<string, T>, place: AwsPlace, create: () => T): T {
  const { roleArn, externalId, accountId } = place.access;
  const key = [accountRegionKey({ accountId, region: place.region }), roleArn, externalId].join(" ");
  const known = clients.get(key);
  if (known !== undefined) return known;
  const client = create();
  clients.set(key, client);
  return client;
}
