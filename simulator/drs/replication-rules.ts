import type { PITPolicyRule } from "@aws-sdk/client-drs";
import type { Given } from "../wire/given.ts";
import { fieldInvalid } from "./errors.ts";
import type { PitRule, ReplicationSettings } from "./settings-records.ts";
import { requireTags } from "./tag-rules.ts";
import { withChanges } from "./with-changes.ts";

const INTERVALS = { MINUTE: 10, HOUR: 1, DAY: 1 } as const satisfies Record<PitRule["units"], number>;
const RETENTIONS = { MINUTE: [60, 60], HOUR: [24, 24], DAY: [1, 365] } as const satisfies Record<
  PitRule["units"],
  readonly [lowest: number, highest: number]
>;

/** Members of a request that every replication configuration has, with the policy as the API gives it. */
export type ReplicationChanges = { [Key in Exclude<keyof ReplicationSettings, "pitPolicy">]?: Change<Key> } & {
  pitPolicy?: Given<PITPolicyRule>[] | undefined;
};
type Change<Key extends keyof ReplicationSettings> = Exclude<ReplicationSettings[Key], null> | undefined;

/** The settings with what a request changes. Throws ValidationException for what does not go together. */
export function changedReplicationSettings<Settings extends ReplicationSettings>(
  settings: Settings,
  { pitPolicy, ...changes }: ReplicationChanges,
): Settings {
  const changed: Settings = {
    ...settings,
    ...withChanges<ReplicationSettings>(settings, { ...changes, pitPolicy: pitPolicy && toPitPolicy(pitPolicy) }),
  };
  requireTags("stagingAreaTags", changed.stagingAreaTags);
  if (changed.ebsEncryption === "CUSTOM") {
    if (changed.ebsEncryptionKeyArn !== null) return changed;
    throw fieldInvalid("ebsEncryptionKeyArn", "ebsEncryptionKeyArn is required when ebsEncryption is CUSTOM");
  }
  if (changes.ebsEncryptionKeyArn === undefined) return { ...changed, ebsEncryptionKeyArn: null };
  throw fieldInvalid("ebsEncryptionKeyArn", "ebsEncryptionKeyArn can only be set when ebsEncryption is CUSTOM");
}

/** DRS has one policy of three rules, of which only the number of days can be chosen. */
function toPitPolicy(rules: Given<PITPolicyRule>[]): PitRule[] {
  if (rules.length !== 3 || new Set(rules.map((each) => each.units)).size !== 3) {
    throw fieldInvalid("pitPolicy", "pitPolicy must have exactly one rule each for MINUTE, HOUR and DAY");
  }
  return rules.map((rule, index) => toPitRule(rule, index));
}

function toPitRule(rule: Given<PITPolicyRule>, index: number): PitRule {
  const { units, interval, retentionDuration, ruleID = index + 1, enabled = true } = rule;
  const [lowest, highest] = RETENTIONS[units];
  if (interval !== INTERVALS[units]) {
    throw fieldInvalid(
      `pitPolicy.${index + 1}.member.interval`,
      `The interval in ${units} must be ${INTERVALS[units]}`,
    );
  }
  if (retentionDuration < lowest || retentionDuration > highest) {
    const range = lowest === highest ? `${lowest}` : `between ${lowest} and ${highest}`;
    const message = `The retentionDuration in ${units} must be ${range}`;
    throw fieldInvalid(`pitPolicy.${index + 1}.member.retentionDuration`, message);
  }
  return { ruleId: ruleID, units, interval, retentionDuration, enabled };
}
