import { findCheckCidrs } from "#lib/db/accounts.ts";
import { refusalOfAddress } from "#lib/domain/health-gates/check-address.ts";
import type { GateFinding } from "#lib/domain/health-gates/gate-rules.ts";
import { checkName, sentence, unexpectedStatus } from "#lib/domain/health-gates/gate-words.ts";
import type { HealthCheck } from "#lib/domain/health-gates/health-gate.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import { callUrl, connectTo, type OutboundRules } from "#lib/outbound/safe-http.ts";

import type { Engine } from "../../engine.ts";
import { type GatedServer, gatesOfKind, type Sight, sightOf } from "./gated-server.ts";

/** Checks of a place that are under way at the same time. */
const AT_ONCE = 50;
/** How long one check may take. */
const CHECK_MS = 5000;

type Asked = ReturnType<typeof gatesOfKind<"WORKER_CHECK">>[number];

/**
 * Connects to the instances whose gates want it. Until `signal` aborts new checks are begun, in another order each time:
 * where many addresses are silent, the others get their turn at a later look.
 */
export async function checkFromWorker(
  engine: Engine,
  place: AccountRegion,
  { servers, signal }: { servers: readonly GatedServer[]; signal: AbortSignal },
): Promise<Sight[]> {
  const asked = gatesOfKind(servers, "WORKER_CHECK");
  if (asked.length === 0) return [];
  const checkCidrs = await findCheckCidrs(engine.context.db, place.accountId);
  const rules = { allowedCidrs: checkCidrs, allowsLoopback: engine.outbound.allowsLoopback };
  const waiting = shuffled(asked);
  const sights: Sight[] = [];
  const checkOneAfterTheOther = async (): Promise<void> => {
    for (let each = waiting.pop(); each !== undefined && !signal.aborted; each = waiting.pop()) {
      sights.push(sightOf(each, { finding: await check(rules, each) }));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, asked.length) }, checkOneAfterTheOther));
  return sights;
}

function shuffled(asked: readonly Asked[]): Asked[] {
  return asked
    .map((each) => ({ each, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

async function check(rules: OutboundRules, { gated, gate }: Asked): Promise<GateFinding> {
  const address = gated.facts?.privateIpAddress ?? null;
  if (address === null) return { kind: "fails", words: "EC2 shows no private address of the instance." };
  const refusal = refusalOfAddress(address, rules.allowedCidrs);
  if (refusal !== null) return { kind: "fails", words: refusal };
  const name = `${checkName(gate.check)} of ${address}`;
  const trouble = await troubleWith(rules, address, gate.check);
  return trouble === null
    ? { kind: "passes", words: `${name} answers the worker.` }
    : { kind: "fails", words: sentence(name, trouble) };
}

/** Null where the check passes. */
async function troubleWith(rules: OutboundRules, address: string, wanted: HealthCheck): Promise<string | null> {
  const signal = AbortSignal.timeout(CHECK_MS);
  try {
    if (wanted.protocol === "TCP") {
      await connectTo(rules, { host: address, port: wanted.port, signal });
      return null;
    }
    const url = `${wanted.protocol.toLowerCase()}://${hostOf(address)}:${wanted.port}${wanted.path}`;
    const { status } = await callUrl(rules, { url, method: "GET", takesAnyCertificate: true, signal });
    const { from, to } = wanted.expectedStatus;
    return status >= from && status <= to ? null : unexpectedStatus(String(status), wanted.expectedStatus);
  } catch (error) {
    if (signal.aborted) return `no answer within ${CHECK_MS / 1000} s`;
    return error instanceof Error ? error.message : String(error);
  }
}

function hostOf(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}
