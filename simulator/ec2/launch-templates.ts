import type {
  LaunchTemplateInstanceNetworkInterfaceSpecificationRequest,
  RequestLaunchTemplateData,
} from "@aws-sdk/client-ec2";
import { refused } from "./errors.ts";
import type { Ec2State, LaunchTemplate, LaunchTemplateVersion } from "./records.ts";
import { requireAll } from "./resource-ids.ts";

type Naming = { LaunchTemplateId?: string | undefined; LaunchTemplateName?: string | undefined };

/** Templates that were not deleted. */
export function livingTemplates(ec2: Ec2State): LaunchTemplate[] {
  return [...ec2.launchTemplates.values()].filter((each) => each.versions.length > 0);
}

/** Templates by id, each once. Throws InvalidLaunchTemplateId.NotFound or .Malformed. */
export function requireTemplates(ec2: Ec2State, ids: readonly string[]): LaunchTemplate[] {
  return requireAll("launch-template", ids, { find: (id) => livingTemplate(ec2, id) });
}

/** Templates by name, each once. Throws InvalidLaunchTemplateName.NotFoundException. */
export function requireNamedTemplates(ec2: Ec2State, names: readonly string[]): LaunchTemplate[] {
  const byName = new Map(livingTemplates(ec2).map((each) => [each.name, each]));
  return [...new Set(names)].map((name) => {
    const found = byName.get(name);
    if (found) return found;
    throw refused(
      "InvalidLaunchTemplateName.NotFoundException",
      "At least one of the launch templates specified in the request does not exist.",
    );
  });
}

/** The template that a request names by id or by name, and by one of them only. */
export function requireTemplate(
  ec2: Ec2State,
  { LaunchTemplateId: id, LaunchTemplateName: name }: Naming,
): LaunchTemplate {
  if (id !== undefined && name !== undefined) {
    throw refused(
      "InvalidParameterCombination",
      "The parameters LaunchTemplateId and LaunchTemplateName may not be used together.",
    );
  }
  const [found] = id !== undefined ? requireTemplates(ec2, [id]) : requireNamedTemplates(ec2, [requireName(name)]);
  if (!found) throw new Error("One name has one template");
  return found;
}

function requireName(name: string | undefined): string {
  if (name !== undefined) return name;
  throw refused("MissingParameter", "Either LaunchTemplateId or LaunchTemplateName must be specified.");
}

function livingTemplate(ec2: Ec2State, id: string): LaunchTemplate | undefined {
  const template = ec2.launchTemplates.get(id);
  return template && template.versions.length > 0 ? template : undefined;
}

/** A version by number, `$Latest` or `$Default`; undefined when there is none. Throws InvalidParameterValue for any other text. */
export function findVersion(template: LaunchTemplate, version: string): LaunchTemplateVersion | undefined {
  if (version === "$Latest") return template.versions.at(-1);
  if (version !== "$Default" && !/^\d{1,15}$/.test(version)) {
    throw refused(
      "InvalidParameterValue",
      "Invalid launch template version: either '$Default', '$Latest', or a numeric version are allowed.",
    );
  }
  const number = version === "$Default" ? template.defaultVersion : Number(version);
  return template.versions.find((each) => each.number === number);
}

/** Throws InvalidLaunchTemplateId.VersionNotFound when there is no such version. */
export function requireVersion(template: LaunchTemplate, version: string): LaunchTemplateVersion {
  const found = findVersion(template, version);
  if (found) return found;
  throw refused(
    "InvalidLaunchTemplateId.VersionNotFound",
    `Could not find the specified version ${version} for the launch template with ID ${template.launchTemplateId}.`,
  );
}

/** Adds the next version; the default stays what it is. */
export function addVersion(
  template: LaunchTemplate,
  version: Omit<LaunchTemplateVersion, "number">,
): LaunchTemplateVersion {
  template.lastNumber += 1;
  const added = { number: template.lastNumber, ...version };
  template.versions.push(added);
  return added;
}

/** Whether an interface is the one that an instance cannot be without. */
export function isPrimary({ DeviceIndex }: LaunchTemplateInstanceNetworkInterfaceSpecificationRequest): boolean {
  return (DeviceIndex ?? 0) === 0;
}

export function primaryInterfaceOf(
  data: RequestLaunchTemplateData,
): LaunchTemplateInstanceNetworkInterfaceSpecificationRequest | undefined {
  return data.NetworkInterfaces?.find(isPrimary);
}
