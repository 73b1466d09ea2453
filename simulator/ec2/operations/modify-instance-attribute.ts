import type { ModifyInstanceAttributeRequest } from "@aws-sdk/client-ec2";
import { notSimulated } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { Given } from "../../wire/given.ts";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { refused } from "../errors.ts";
import { requireInstances, type LivingInstance } from "../instance-query.ts";
import { requireInstanceType, requireOffered } from "../instance-types.ts";
import { networkOf } from "../network.ts";
import type { Ec2Instance } from "../records.ts";
import { requireAll } from "../resource-ids.ts";
import { incorrectState } from "../state-change.ts";

type Change = Partial<Pick<Ec2Instance, "isProtected" | "isStopProtected" | "instanceType" | "groupIds">>;

/** Protection against termination and stops, instance type and security groups; one of them at a time. */
export const modifyInstanceAttribute = implement<ModifyInstanceAttributeRequest>(
  "ModifyInstanceAttribute",
  (call, input) => {
    const [living] = requireInstances(call, [input.InstanceId]);
    if (!living) return;
    const change = changeOf(input);
    requirePossible(call, living, change);
    endDryRun(input);
    Object.assign(living.instance, change);
    call.sim.changed();
  },
);

/** The attribute is named by its own parameter, or by `Attribute` beside `Value`. */
function changeOf(input: Given<ModifyInstanceAttributeRequest>): Change {
  const { InstanceId: _, DryRun: __, Attribute, Value, ...own } = input;
  const named: Change[] = [
    ...flag("isProtected", own.DisableApiTermination?.Value),
    ...flag("isStopProtected", own.DisableApiStop?.Value),
    ...(own.InstanceType?.Value === undefined ? [] : [{ instanceType: own.InstanceType.Value }]),
    ...(own.Groups === undefined ? [] : [{ groupIds: own.Groups }]),
    ...(Attribute === undefined ? [] : [namedChange(Attribute, Value)]),
  ];
  const [change] = named;
  if (named.length > 1) {
    throw refused("InvalidParameterCombination", "Fields for multiple attribute types specified");
  }
  if (change) return change;
  const [other] = Object.keys(own);
  if (other !== undefined) throw notSimulated("ec2", `ModifyInstanceAttribute of ${other}`);
  throw refused("MissingParameter", "No attributes specified.");
}

function flag(key: "isProtected" | "isStopProtected", value: boolean | undefined): Change[] {
  return value === undefined ? [] : [{ [key]: value }];
}

function namedChange(attribute: string, value = ""): Change {
  if (attribute === "instanceType") return { instanceType: value };
  if (attribute === "disableApiTermination") return { isProtected: value === "true" };
  if (attribute === "disableApiStop") return { isStopProtected: value === "true" };
  throw notSimulated("ec2", `ModifyInstanceAttribute of ${attribute}`);
}

function requirePossible({ here }: Call, { instance, state }: LivingInstance, change: Change): void {
  if (state === "terminated") {
    throw incorrectState(`The instance '${instance.instanceId}' is not in a state from which it can be modified.`);
  }
  if (change.instanceType !== undefined) {
    if (state !== "stopped")
      throw incorrectState(`The instance '${instance.instanceId}' is not in the 'stopped' state.`);
    requireOffered(requireInstanceType(change.instanceType), instance.availabilityZone);
  }
  const groups = networkOf(here).securityGroups;
  for (const group of requireAll("security-group", change.groupIds ?? [], { find: (id) => groups.get(id) })) {
    if (group.vpcId !== instance.vpcId) {
      const message = `You have specified two resources that belong to different networks.`;
      throw refused("InvalidGroup.NotFound", message);
    }
  }
}
