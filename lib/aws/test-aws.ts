import { type Bench, PAYMENTS, startBench } from "#simulator/test-bench.ts";

import { type AccountClients, type AwsPlace, createAccountClients } from "./account-clients.ts";
import { type AwsFailure, awsFailureOf } from "./aws-errors.ts";

/** The product's own clients, and the simulator that they talk to. */
export type TestAws = { bench: Bench; clients: AccountClients; place: AwsPlace };

export async function startTestAws(): Promise<TestAws> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
  const bench = await startBench();
  const { roleArn, externalId } = bench.sim.world.accounts.get(PAYMENTS.accountId) ?? {};
  const access = { accountId: PAYMENTS.accountId, roleArn: roleArn ?? "", externalId: externalId ?? "" };
  return {
    bench,
    clients: createAccountClients({ homeRegion: "us-west-2", endpoint: bench.url }),
    place: { access, region: PAYMENTS.region },
  };
}

/** How many calls of an operation have arrived. */
export function callsOf({ bench }: TestAws, operation: string): number {
  return bench.sim.journal.list({ operation }).length;
}

/** Lets something go wrong with the next call of an operation, `ssm:SendCommand`. */
export async function failNext({ bench }: TestAws, call: string, effect: object): Promise<void> {
  const [service, operation] = call.split(":");
  await bench.control("POST", "/faults", { service, operation, times: 1, effect });
}

/** A moment that does not come while a test runs. */
export function later(): number {
  return Date.now() + 60_000;
}

/** A signal that is aborted a moment from now, for calls that hang. */
export function soonAborted(): AbortSignal {
  return AbortSignal.timeout(200);
}

/** Of calls that are waited for to the end. */
export const NEVER = new AbortController().signal;

export const HANGS = { kind: "latency", seconds: 2, when: "before" };
export const THROTTLED = { kind: "throttled" };
export const LOST_REPLY = { kind: "lost-reply" };
export const NEVER_ARRIVES = { kind: "reset" };

/** What a call was rejected with, as the product reads it. */
export async function failureOf(call: Promise<unknown>): Promise<AwsFailure> {
  return call.then(
    () => Promise.reject(new Error("The call succeeded")),
    (error: unknown) => awsFailureOf(error),
  );
}
