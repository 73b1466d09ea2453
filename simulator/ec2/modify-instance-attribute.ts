import { z } from "zod";
import { operation } from "../operation.ts";
import { notSimulated } from "../aws-error.ts";
import { requireInstances } from "./instance-query.ts";

const input = z.looseObject({
  InstanceId: z.string(),
  "DisableApiTermination.Value": z.enum(["true", "false"]).optional(),
});

/** Termination protection is the only attribute that can be changed here. */
export const modifyInstanceAttribute = operation({
  name: "ModifyInstanceAttribute",
  input,
  run: (call, { InstanceId, ...attributes }) => {
    const value = attributes["DisableApiTermination.Value"];
    if (value === undefined) throw notSimulated("ec2", "ModifyInstanceAttribute of anything but DisableApiTermination");
    for (const { instance } of requireInstances(call, [InstanceId])) instance.isProtected = value === "true";
    call.sim.changed();
    return { return: true };
  },
});
