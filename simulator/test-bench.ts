import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DrsClient } from "@aws-sdk/client-drs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Route53Client } from "@aws-sdk/client-route-53";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { issueAccessKeyId } from "./sigv4.ts";
import { startSimulator, type RunningSimulator, type SimulatorOptions } from "./simulator.ts";
import { issueSessionToken } from "./sts/session.ts";

export const PAYMENTS = { accountId: "222233334444", region: "us-west-2" } as const;
export const ERP = { accountId: "333344445555", region: "us-east-1" } as const;
const HUB = { accountId: "111122223333", region: "us-west-2" } as const;

type Place = { accountId: string; region: string };

/** A simulator and real AWS SDK clients that talk to it over HTTP. */
export type Bench = RunningSimulator & {
  drs: (place?: Place) => DrsClient;
  ec2: (place?: Place) => EC2Client;
  sfn: (place?: Place) => SFNClient;
  sts: (place?: Place) => STSClient;
  ssm: (place?: Place) => SSMClient;
  lambda: (place?: Place) => LambdaClient;
  sns: (place?: Place) => SNSClient;
  quotas: (place?: Place) => ServiceQuotasClient;
  iam: (place?: Place) => IAMClient;
  cloudwatch: (place?: Place) => CloudWatchClient;
  route53: (place?: Place) => Route53Client;
  /** Calls the control API and answers its JSON. */
  control: (method: string, path: string, body?: unknown) => Promise<ControlAnswer>;
};

type ControlAnswer = {
  status: number;
  body: Record<string, unknown> & { items?: Record<string, unknown>[]; ids?: string[] };
};

/** Starts a simulator on a free port; DRS runs 50,000 times faster unless told otherwise. */
export async function startBench(options: SimulatorOptions = {}): Promise<Bench> {
  const simulator = await startSimulator({ speed: 50_000, checksAnswers: true, ...options });
  const config = (place: Place) => ({
    endpoint: simulator.url,
    region: place.region,
    maxAttempts: 1,
    credentials: credentialsFor(place.accountId),
  });
  return {
    ...simulator,
    drs: (place = PAYMENTS) => new DrsClient(config(place)),
    ec2: (place = PAYMENTS) => new EC2Client(config(place)),
    sfn: (place = HUB) => new SFNClient(config(place)),
    sts: (place = HUB) => new STSClient(config(place)),
    ssm: (place = PAYMENTS) => new SSMClient(config(place)),
    lambda: (place = PAYMENTS) => new LambdaClient(config(place)),
    sns: (place = PAYMENTS) => new SNSClient(config(place)),
    quotas: (place = PAYMENTS) => new ServiceQuotasClient(config(place)),
    iam: (place = PAYMENTS) => new IAMClient(config(place)),
    cloudwatch: (place = PAYMENTS) => new CloudWatchClient(config(place)),
    route53: (place = PAYMENTS) => new Route53Client(config(place)),
    control: async (method, path, body) => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${simulator.url}/_control${path}`, { method, ...init });
      return { status: response.status, body: (await response.json()) as ControlAnswer["body"] };
    },
  };
}

/** Credentials as AssumeRole would give them, without the call. */
export function credentialsFor(accountId: string) {
  if (accountId === HUB.accountId) return { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" };
  return {
    accessKeyId: issueAccessKeyId({ accountId, expiresAt: Date.now() + 3_600_000 }),
    secretAccessKey: "secret",
    sessionToken: issueSessionToken({ roleName: "DrsOrchestratorRole", sessionName: "test" }),
  };
}

/** The first answer that is not undefined or false; asks again every few milliseconds for ten seconds. */
export async function until<Answer>(ask: () => Maybe<Answer> | Promise<Maybe<Answer>>): Promise<Answer> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(5);
  }
  throw new Error("The condition did not come true within ten seconds");
}

type Maybe<Answer> = Answer | undefined | false;

/** What a call was refused with: the error's name and HTTP status. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string; error: unknown }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode, error };
  }
  throw new Error("The call succeeded");
}
