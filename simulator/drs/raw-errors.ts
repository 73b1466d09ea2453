import { zoneOf } from "../ec2/create-instance.ts";
import type { FailureReason } from "../faults/job-effects.ts";
import { hexDigits } from "../random.ts";
import type { ParticipantStep } from "./participant-step.ts";

type Explained = { rawError?: string | undefined; reason?: FailureReason | undefined };

/** The raw error of an injected failure: its own text, that of its reason, or else the given one. */
export function rawErrorOf(step: ParticipantStep, fault: Explained | undefined, otherwise: string): string {
  if (fault?.rawError !== undefined) return fault.rawError;
  return fault?.reason === undefined ? otherwise : textOf(step, fault.reason);
}

/** What AWS says when it fails for this reason. */
export function textOf({ here, server }: ParticipantStep, reason: FailureReason): string {
  switch (reason) {
    case "capacity":
      return capacityText(server.instanceType, zoneOf(here, server) ?? here.region);
    case "kms":
      return (
        "An error occurred (AuthFailure) when calling the ModifySnapshotAttribute operation: " +
        `Not authorized to use key arn:aws:kms:${here.region}:${here.accountId}:key/${keyId(here.accountId)}`
      );
    case "unauthorized":
      return (
        "An error occurred (UnauthorizedOperation) when calling the CreateLaunchTemplateVersion operation: " +
        "You are not authorized to perform this operation."
      );
    case "byol":
      return "OS BYOL can only be used with EC2 Dedicated Hosts";
    case "key-missing":
      return "The EBS encryption key could not be found in this account";
  }
}

function capacityText(instanceType: string, zone: string): string {
  const region = zone.slice(0, -1);
  const others = ["a", "b", "c"].map((letter) => region + letter).filter((each) => each !== zone);
  return (
    "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation: We currently do not have " +
    `sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). Our system will be working on ` +
    `provisioning additional capacity. You can currently get ${instanceType} capacity by not specifying an Availability Zone ` +
    `in your request or choosing ${others.join(", ")}.`
  );
}

function keyId(accountId: string): string {
  return hexDigits(32, "kms", accountId).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
