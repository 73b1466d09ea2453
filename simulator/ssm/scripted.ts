import type { Call } from "../operation.ts";
import { outcomesFor, type SsmOutcome } from "../outcomes.ts";

/** What a command or automation is about, for the rules that script its outcome. */
export type Subject = { documentName: string; text: string; instanceIds: string[] };

/** The outcome that was scripted for this, if any. Counts its rule as applied. */
export function takeScripted({ sim, here, accountId, region }: Call, subject: Subject): SsmOutcome | undefined {
  const servers = subject.instanceIds.map((id) => here.ec2.instances.get(id)?.sourceServerId);
  const rule = outcomesFor(sim.world.outcomes, "ssm", { accountId, region }).find(
    ({ documentName = subject.documentName, instanceId, sourceServerId, contains = "" }) =>
      documentName === subject.documentName &&
      (instanceId === undefined || subject.instanceIds.includes(instanceId)) &&
      (sourceServerId === undefined || servers.includes(sourceServerId)) &&
      subject.text.includes(contains),
  );
  if (!rule) return undefined;
  rule.applied += 1;
  sim.changed();
  return rule.outcome;
}
