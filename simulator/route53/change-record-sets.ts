import { setTimeout as sleep } from "node:timers/promises";
import type {
  ChangeInfo,
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  GetChangeRequest,
  GetChangeResponse,
} from "@aws-sdk/client-route-53";
import type { Call } from "../operation.ts";
import { fraction, hexDigits } from "../random.ts";
import { implement } from "../wire/operation.ts";
import { route53State } from "../world.ts";
import { applyChanges } from "./apply-changes.ts";
import { requireComplete } from "./check-change.ts";
import { noSuchChange, priorRequestNotComplete } from "./errors.ts";
import { requireZone } from "./hosted-zones.ts";
import type { ChangeRecord, HostedZone } from "./records.ts";

/** Changes usually reach all name servers within a minute (Route 53 API, ChangeResourceRecordSets). */
const PROPAGATION_SECONDS = [50, 65] as const;
/** How long a batch is being processed, during which the zone takes no other; never longer than in AWS. */
const PROCESSING_MS = 300;
const KEPT_CHANGES = 1000;

const busy = new WeakSet<HostedZone>();

/** All of the changes or none. */
export const changeResourceRecordSets = implement<ChangeResourceRecordSetsRequest>(
  "ChangeResourceRecordSets",
  async (call, { HostedZoneId, ChangeBatch }): Promise<ChangeResourceRecordSetsResponse> => {
    const zone = requireZone(call, HostedZoneId);
    for (const change of ChangeBatch.Changes) requireComplete(change);
    if (busy.has(zone)) throw priorRequestNotComplete();
    busy.add(zone);
    try {
      await sleep(PROCESSING_MS / Math.max(1, call.sim.clock.speed));
      zone.recordSets = applyChanges(zone, ChangeBatch.Changes);
    } finally {
      busy.delete(zone);
    }
    return { ChangeInfo: toChangeInfo(call, keepChange(call, ChangeBatch.Comment ?? null)) };
  },
);

export const getChange = implement<GetChangeRequest>("GetChange", (call, { Id }): GetChangeResponse => {
  const change = route53State(call.sim.world, call.accountId).changes.get(Id);
  if (!change) throw noSuchChange(Id);
  return { ChangeInfo: toChangeInfo(call, change) };
});

function keepChange({ sim, accountId }: Call, comment: string | null): ChangeRecord {
  const account = route53State(sim.world, accountId);
  account.idsIssued += 1;
  const changeId = `C0${hexDigits(18, "change", accountId, account.idsIssued).toUpperCase()}`;
  const [shortest, longest] = PROPAGATION_SECONDS;
  const seconds = shortest + (longest - shortest) * fraction("propagation", changeId);
  const submittedAt = sim.clock.now();
  const change = { changeId, submittedAt, insyncAt: submittedAt + seconds * 1000, comment };
  account.changes.set(changeId, change);
  const [oldest] = account.changes.keys();
  if (account.changes.size > KEPT_CHANGES && oldest !== undefined) account.changes.delete(oldest);
  sim.changed();
  return change;
}

function toChangeInfo({ sim }: Call, { changeId, submittedAt, insyncAt, comment }: ChangeRecord): ChangeInfo {
  return {
    Id: `/change/${changeId}`,
    Status: sim.clock.now() >= insyncAt ? "INSYNC" : "PENDING",
    SubmittedAt: new Date(sim.clock.wallOf(submittedAt)),
    ...(comment !== null && { Comment: comment }),
  };
}
