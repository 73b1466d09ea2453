import { anyPlace, matching } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const kmsKeySharedWrongly = scenario({
  id: "kms-key-shared-wrongly",
  title: "The encryption key is not shared",
  description:
    "The volumes are encrypted with a customer key that the recovery account may not use. On-demand snapshots fail with " +
    "AuthFailure, and so do launches from an earlier point in time.",
  parameters: anyPlace,
  effects: (place) => {
    const launches = { service: "drs", operation: "StartRecovery", ...matching(place) } as const;
    return {
      rules: [
        { ...launches, effect: { kind: "snapshot-failed", reason: "kms" } },
        { ...launches, effect: { kind: "launch-failed", reason: "kms" } },
      ],
    };
  },
});
