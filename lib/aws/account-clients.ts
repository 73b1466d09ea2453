import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DrsClient } from "@aws-sdk/client-drs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Route53Client } from "@aws-sdk/client-route-53";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";

import { accountRegionKey } from "#lib/domain/regions.ts";

import { type AccountAccess, type AwsSettings, createAccountSessions, endpointOf } from "./account-session.ts";

/** An account we may enter, and the Region in it. */
export type AwsPlace = { access: AccountAccess; region: string };

/** Clients per account and Region, kept for as long as the process lives. */
export type AccountClients = {
  drs: (place: AwsPlace) => DrsClient;
  ec2: (place: AwsPlace) => EC2Client;
  serviceQuotas: (place: AwsPlace) => ServiceQuotasClient;
  ssm: (place: AwsPlace) => SSMClient;
  /** Without retries, for SendCommand: it has no client token, a retry inside the SDK could run the script twice. */
  ssmWithoutRetries: (place: AwsPlace) => SSMClient;
  /** Without retries: a function that was invoked twice has run twice. */
  lambda: (place: AwsPlace) => LambdaClient;
  cloudwatch: (place: AwsPlace) => CloudWatchClient;
  sns: (place: AwsPlace) => SNSClient;
  /** Route 53 knows no Regions. It allows five requests a second for all that call in an account, so more are repeated. */
  route53: (access: AccountAccess) => Route53Client;
  /** One use: a session assumed just now and no retries. The caller destroys it. */
  drsForJob: (place: AwsPlace) => Promise<DrsClient>;
};

export function createAccountClients(settings: AwsSettings): AccountClients {
  const sessions = createAccountSessions(settings);
  const drsClients = new Map<string, DrsClient>();
  const ec2Clients = new Map<string, EC2Client>();
  const quotaClients = new Map<string, ServiceQuotasClient>();
  const ssmClients = new Map<string, SSMClient>();
  const ssmOnceClients = new Map<string, SSMClient>();
  const lambdaClients = new Map<string, LambdaClient>();
  const cloudwatchClients = new Map<string, CloudWatchClient>();
  const snsClients = new Map<string, SNSClient>();
  const route53Clients = new Map<string, Route53Client>();

  function configOf(place: AwsPlace) {
    return { region: place.region, credentials: () => sessions.current(place.access), ...endpointOf(settings) };
  }

  return {
    drs: (place) => kept(drsClients, place, () => new DrsClient(configOf(place))),
    ec2: (place) => kept(ec2Clients, place, () => new EC2Client(configOf(place))),
    serviceQuotas: (place) => kept(quotaClients, place, () => new ServiceQuotasClient(configOf(place))),
    ssm: (place) => kept(ssmClients, place, () => new SSMClient(configOf(place))),
    ssmWithoutRetries: (place) =>
      kept(ssmOnceClients, place, () => new SSMClient({ ...configOf(place), maxAttempts: 1 })),
    lambda: (place) => kept(lambdaClients, place, () => new LambdaClient({ ...configOf(place), maxAttempts: 1 })),
    cloudwatch: (place) => kept(cloudwatchClients, place, () => new CloudWatchClient(configOf(place))),
    sns: (place) => kept(snsClients, place, () => new SNSClient(configOf(place))),
    route53(access) {
      // The Region only says in which partition of AWS this is.
      const place = { access, region: settings.homeRegion };
      return kept(route53Clients, place, () => new Route53Client({ ...configOf(place), maxAttempts: 6 }));
    },
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
