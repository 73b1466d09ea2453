import type { ExecutionServerView } from "#lib/domain/execution.ts";
import type { GateKind } from "#lib/domain/health-gates/health-gate.ts";

import { gatesNotPassed } from "./server-gates.ts";

type FailedServer = Pick<ExecutionServerView, "status" | "cameTo" | "failure" | "error" | "gates">;

/** What the failure of a server means to the reader, and what helps. Null where we know no more than is said. */
export function failureMeaning(server: FailedServer): string | null {
  const [gate] = gatesNotPassed(server);
  // What a gate says is of the server's own making: a word of it may be one of AWS's by accident.
  if (gate !== undefined) return DENIED.test(gate.words) ? DENIED_MEANING : GATE_MEANING[gate.kind];
  const message = server.failure?.message ?? server.error ?? "";
  return MEANINGS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

const GATE_MEANING: Record<GateKind, string> = {
  SSM_AGENT:
    "The instance runs, but Systems Manager does not hear from its agent. Its instance profile, its way to the Systems Manager endpoints and the agent itself are the usual reasons.",
  INSTANCE_PROBE:
    "The instance runs, but what should answer on this port of it does not. The log of that service says why.",
  WORKER_CHECK:
    "The instance runs, but does not answer the worker on this port. Security groups, routes and the service itself are the usual reasons.",
  CLOUDWATCH_ALARM:
    "The instance runs, but the alarm is not OK. It is looked for by its name in the server’s own account and Region; its page in CloudWatch says what it measures.",
};

const DENIED = /UnauthorizedOperation|AccessDenied|not authorized/i;
const DENIED_MEANING =
  "A role lacks a permission that this step needs. The message names the action; add it to the role, then retry.";

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /InsufficientInstanceCapacity|InsufficientHostCapacity/,
    "EC2 has no free capacity for this instance type in the zone that the launch template names. Allow another zone or type there, then retry.",
  ],
  [
    /InstanceLimitExceeded|VcpuLimitExceeded|MaxSpotInstanceCount/,
    "The account has used up its EC2 quota for this instance family in the Region. Ask AWS for a higher quota, or terminate what is no longer needed.",
  ],
  [
    /InsufficientFreeAddressesInSubnet/,
    "The subnet of the launch template has no free address. Choose a larger subnet in the template.",
  ],
  [DENIED, DENIED_MEANING],
  [
    /InvalidSubnet|InvalidGroup|InvalidSecurityGroup|InvalidKeyPair|InvalidAMIID|InvalidLaunchTemplate/,
    "The launch template of this server names something that no longer exists in the Region. Correct the template.",
  ],
  [
    /VolumeLimitExceeded|MaxIOPSLimitExceeded|SnapshotLimitExceeded/,
    "The account has used up an EBS quota in the Region. Ask AWS for a higher quota, or delete what is no longer needed.",
  ],
  [
    /KMS|Client\.InvalidKMSKey|key .* (disabled|not found)/i,
    "The encryption key of the volumes cannot be used in the Region. Check the key and its policy.",
  ],
  [
    /RequestLimitExceeded|ThrottlingException|Throttling/,
    "AWS limited the rate of calls. This passes by itself; a retry usually works.",
  ],
  [
    /conversion/i,
    "DRS could not turn the replicated disks into a bootable machine. Its job log below says at which step; the source server's disks or boot loader are the usual reason.",
  ],
  [
    /status check|impaired|not (become )?healthy|unhealthy/i,
    "The instance runs but does not pass its EC2 status checks. Its system log in EC2 says where the boot stops.",
  ],
  [
    /snapshot/i,
    "DRS could not take or read a snapshot of the source. Its replication state says whether the source still sends data.",
  ],
];
