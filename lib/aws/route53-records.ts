import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type RRType,
} from "@aws-sdk/client-route-53";

import type { AccountClients } from "./account-clients.ts";
import type { AccountAccess } from "./account-session.ts";

/** Which record set of a hosted zone is meant. */
export type RecordSetKey = {
  hostedZoneId: string;
  /** In any form: with or without its last dot, `*` or `\052`. */
  name: string;
  /** `A`, `CNAME`, … */
  type: string;
  /** Tells record sets apart that a routing policy chooses among; null where there is one alone. */
  setIdentifier: string | null;
};

export type AliasTarget = { hostedZoneId: string; dnsName: string; evaluatesHealth: boolean };

/** What a record set answers: values for as long as `ttl` says, or whatever its alias answers. It can be kept as JSON. */
export type RecordSetValue = {
  ttl: number | null;
  values: string[];
  alias: AliasTarget | null;
  /** Routing policy and health check in Route 53's own words, kept so that a record set can be put back as it was. */
  routing: Record<string, unknown>;
};

/** A record set as it is now, changes that are still spreading included; null when there is none. */
export async function readRecordSet(
  clients: AccountClients,
  access: AccountAccess,
  { key, signal }: { key: RecordSetKey; signal: AbortSignal },
): Promise<RecordSetValue | null> {
  const found = await findRecordSet(clients, access, { key, signal });
  return found ? toValue(found) : null;
}

export type RecordSetChange = {
  key: RecordSetKey;
  /** People see it in Route 53 beside the change. At most 256 characters. */
  comment: string;
  signal: AbortSignal;
};

/** Gives a record set this value whether there is one or not, and answers the id of the change. It may be repeated. */
export async function upsertRecordSet(
  clients: AccountClients,
  access: AccountAccess,
  { value, ...request }: RecordSetChange & { value: RecordSetValue },
): Promise<string> {
  const change: Change = { Action: "UPSERT", ResourceRecordSet: toRecordSet(request.key, value) };
  return sendChange(clients, access, { ...request, change });
}

/**
 * Gives a record set the value that it had before, or deletes it when there was none. Answers the id of the change, null when
 * there is nothing to do. It may be repeated. A delete is refused when somebody changes the record set at the same moment.
 */
export async function restoreRecordSet(
  clients: AccountClients,
  access: AccountAccess,
  { before, ...request }: RecordSetChange & { before: RecordSetValue | null },
): Promise<string | null> {
  if (before !== null) return upsertRecordSet(clients, access, { ...request, value: before });
  const present = await findRecordSet(clients, access, request);
  if (present === null) return null;
  // Route 53 deletes only what is described as it is.
  const change: Change = { Action: "DELETE", ResourceRecordSet: present };
  try {
    return await sendChange(clients, access, { ...request, change });
  } catch (error) {
    // A repetition inside the SDK after a lost reply meets a record set that is gone.
    const isRefused = error instanceof Error && error.name === "InvalidChangeBatch";
    if (isRefused && (await findRecordSet(clients, access, request)) === null) return null;
    throw error;
  }
}

/** `PENDING` until every name server of Route 53 has the change. */
export type ChangeStatus = "PENDING" | "INSYNC";

export async function readChangeStatus(
  clients: AccountClients,
  access: AccountAccess,
  { changeId, signal }: { changeId: string; signal: AbortSignal },
): Promise<ChangeStatus> {
  const command = new GetChangeCommand({ Id: changeId });
  const { ChangeInfo } = await clients.route53(access).send(command, { abortSignal: signal });
  return ChangeInfo?.Status ?? "PENDING";
}

async function findRecordSet(
  clients: AccountClients,
  access: AccountAccess,
  { key, signal }: { key: RecordSetKey; signal: AbortSignal },
): Promise<ResourceRecordSet | null> {
  const command = new ListResourceRecordSetsCommand({
    HostedZoneId: key.hostedZoneId,
    StartRecordName: key.name,
    StartRecordType: key.type as RRType,
    ...(key.setIdentifier !== null && { StartRecordIdentifier: key.setIdentifier }),
    MaxItems: 1,
  });
  const { ResourceRecordSets } = await clients.route53(access).send(command, { abortSignal: signal });
  // The list begins with the record set that was asked for, or with whatever comes after it.
  const [found] = ResourceRecordSets ?? [];
  const isMeant =
    found?.Name !== undefined &&
    comparable(found.Name) === comparable(key.name) &&
    found.Type === key.type &&
    (found.SetIdentifier ?? null) === key.setIdentifier;
  return isMeant ? found : null;
}

/** A name in one form for all that Route 53 takes for the same. */
function comparable(name: string): string {
  const characters = name
    .toLowerCase()
    .replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return characters.endsWith(".") ? characters : `${characters}.`;
}

async function sendChange(
  clients: AccountClients,
  access: AccountAccess,
  { key, comment, signal, change }: RecordSetChange & { change: Change },
): Promise<string> {
  const command = new ChangeResourceRecordSetsCommand({
    HostedZoneId: key.hostedZoneId,
    ChangeBatch: { Changes: [change], Comment: comment },
  });
  const { ChangeInfo } = await clients.route53(access).send(command, { abortSignal: signal });
  if (ChangeInfo?.Id === undefined) throw new Error("ChangeResourceRecordSets answered without a change.");
  return ChangeInfo.Id.replace("/change/", "");
}

function toValue(set: ResourceRecordSet): RecordSetValue {
  const { Name: _name, Type: _type, SetIdentifier: _identifier, TTL, ResourceRecords, AliasTarget, ...routing } = set;
  return {
    ttl: TTL ?? null,
    values: (ResourceRecords ?? []).flatMap((each) => each.Value ?? []),
    alias: AliasTarget
      ? {
          hostedZoneId: AliasTarget.HostedZoneId ?? "",
          dnsName: AliasTarget.DNSName ?? "",
          evaluatesHealth: AliasTarget.EvaluateTargetHealth ?? false,
        }
      : null,
    routing,
  };
}

function toRecordSet(key: RecordSetKey, { ttl, values, alias, routing }: RecordSetValue): ResourceRecordSet {
  return {
    ...routing,
    Name: key.name,
    Type: key.type as RRType,
    ...(key.setIdentifier !== null && { SetIdentifier: key.setIdentifier }),
    ...(ttl !== null && { TTL: ttl }),
    ...(values.length > 0 && { ResourceRecords: values.map((Value) => ({ Value })) }),
    ...(alias && {
      AliasTarget: {
        HostedZoneId: alias.hostedZoneId,
        DNSName: alias.dnsName,
        EvaluateTargetHealth: alias.evaluatesHealth,
      },
    }),
  };
}
