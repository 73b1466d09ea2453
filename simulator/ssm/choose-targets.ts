import type { SendCommandRequest } from "@aws-sdk/client-ssm";
import { notSimulated } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import type { Given } from "../wire/given.ts";
import { managedInstances, type ManagedInstance } from "./agents.ts";
import type { SsmDocument } from "./records.ts";
import { ssmError } from "./errors.ts";

type Selection = Pick<Given<SendCommandRequest>, "InstanceIds" | "Targets">;

/**
 * The instances that a command is for. Named ones must be online and of the document's platform; of those that a tag finds, the ones of
 * another platform are left out, and offline ones will time out.
 */
export function chooseTargets(call: Call, selection: Selection, document: SsmDocument): ManagedInstance[] {
  const { InstanceIds: ids = [], Targets: targets = [] } = selection;
  if (ids.length > 0 && targets.length > 0) {
    throw ssmError("InvalidTarget", "InstanceIds and Targets cannot be used together.");
  }
  if (new Set(ids).size < ids.length) throw ssmError("DuplicateInstanceId");
  const isByTag = targets.length > 0 && targets.every((each) => each.Key !== "InstanceIds");
  const chosen = targets.length > 0 ? matchTargets(call, targets) : requireOnline(call, ids);
  const isFit = ({ instance }: ManagedInstance) =>
    document.platforms.includes(instance.isWindows ? "Windows" : "Linux");
  if (!isByTag && !chosen.every(isFit)) throw ssmError("UnsupportedPlatformType");
  return chosen.filter(isFit);
}

/** Throws InvalidInstanceId, naming those that cannot take a command now. */
function requireOnline(call: Call, ids: readonly string[]): ManagedInstance[] {
  const online = managedInstances(call.here, call.sim.clock.now()).filter(({ ping }) => ping === "Online");
  const found = ids.flatMap((id) => online.find(({ instance }) => instance.instanceId === id) ?? []);
  const missing = ids.filter((id) => !found.some(({ instance }) => instance.instanceId === id));
  if (missing.length > 0 || ids.length === 0) {
    const message = `Instances [[${missing.join(", ")}]] not in a valid state for account ${call.accountId}`;
    throw ssmError("InvalidInstanceId", message);
  }
  return found;
}

type Target = NonNullable<Selection["Targets"]>[number];

function matchTargets(call: Call, targets: readonly Target[]): ManagedInstance[] {
  const known = targets.every((each) => each.Key === "InstanceIds")
    ? requireOnline(
        call,
        targets.flatMap((each) => each.Values ?? []),
      )
    : managedInstances(call.here, call.sim.clock.now());
  return known.filter((each) => targets.every((target) => isTarget(each, target)));
}

function isTarget({ instance }: ManagedInstance, { Key: key = "", Values: values = [] }: Target): boolean {
  if (key.toLowerCase() === "instanceids") return values.includes(instance.instanceId);
  if (key === "tag-key") return values.some((name) => name in instance.tags);
  if (key.startsWith("tag:")) return values.includes(instance.tags[key.slice(4)] ?? "");
  if (key.startsWith("resource-groups:")) throw notSimulated("ssm", "SendCommand to resource groups");
  throw ssmError("InvalidTarget", `The target key ${key} is not valid.`);
}
