import type { ModifyInstanceAttributeRequest } from "@aws-sdk/client-ec2";
import { notSimulated } from "../aws-error.ts";
import { implement } from "../wire/operation.ts";
import { requireInstances } from "./instance-query.ts";

/** Termination protection is the only attribute that can be changed here. */
export const modifyInstanceAttribute = implement<ModifyInstanceAttributeRequest>(
  "ModifyInstanceAttribute",
  (call, { InstanceId, DisableApiTermination }) => {
    const value = DisableApiTermination?.Value;
    if (value === undefined) throw notSimulated("ec2", "ModifyInstanceAttribute of anything but DisableApiTermination");
    for (const { instance } of requireInstances(call, [InstanceId])) instance.isProtected = value;
    call.sim.changed();
  },
);
