import { GetLaunchConfigurationCommand } from "@aws-sdk/client-drs";
import { DescribeLaunchTemplateVersionsCommand, type ResponseLaunchTemplateData } from "@aws-sdk/client-ec2";

import type { LandingInterface } from "#lib/domain/drill-landing.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";

/** What DRS itself says about a launch of a server. */
export type LaunchSettings = { copiesPrivateIp: boolean; templateId: string | null; intoInstanceId: string | null };

export async function getLaunchSettings(
  clients: AccountClients,
  place: AwsPlace,
  sourceServerID: string,
): Promise<LaunchSettings> {
  const settings = await clients.drs(place).send(new GetLaunchConfigurationCommand({ sourceServerID }));
  return {
    copiesPrivateIp: settings.copyPrivateIp ?? false,
    templateId: settings.ec2LaunchTemplateID ?? null,
    intoInstanceId: settings.launchIntoInstanceProperties?.launchIntoEC2InstanceID ?? null,
  };
}

type TemplateInterface = Pick<LandingInterface, "subnetId" | "securityGroupIds" | "privateIpAddresses">;
export type LaunchTemplate = { version: number; interfaces: TemplateInterface[] };

const PAGE_SIZE = 200;

/** The default version of every launch template of the place, by id: one call for 200, not one for each server. */
export async function defaultLaunchTemplates(
  clients: AccountClients,
  place: AwsPlace,
): Promise<Map<string, LaunchTemplate>> {
  const templates = new Map<string, LaunchTemplate>();
  let nextToken: string | undefined;
  do {
    const page = await clients.ec2(place).send(
      new DescribeLaunchTemplateVersionsCommand({
        Versions: ["$Default"],
        MaxResults: PAGE_SIZE,
        ...(nextToken !== undefined && { NextToken: nextToken }),
      }),
    );
    for (const {
      LaunchTemplateId: id,
      VersionNumber: version,
      LaunchTemplateData: data,
    } of page.LaunchTemplateVersions ?? []) {
      if (id !== undefined && version !== undefined)
        templates.set(id, { version, interfaces: interfacesOf(data ?? {}) });
    }
    nextToken = page.NextToken === "" ? undefined : page.NextToken;
  } while (nextToken !== undefined);
  return templates;
}

/** Without an interface of its own a template's groups count, and AWS chooses the subnet. */
function interfacesOf(data: ResponseLaunchTemplateData): TemplateInterface[] {
  const shared = [...(data.SecurityGroupIds ?? []), ...(data.SecurityGroups ?? [])];
  const interfaces = data.NetworkInterfaces ?? [];
  if (interfaces.length === 0) return [{ subnetId: null, securityGroupIds: shared, privateIpAddresses: [] }];
  return interfaces.map(({ SubnetId, Groups, PrivateIpAddress, PrivateIpAddresses }) => {
    const addresses = [PrivateIpAddress, ...(PrivateIpAddresses ?? []).map((each) => each.PrivateIpAddress)];
    return {
      subnetId: SubnetId ?? null,
      securityGroupIds: Groups === undefined || Groups.length === 0 ? shared : Groups,
      privateIpAddresses: [...new Set(addresses.filter((address) => address !== undefined))],
    };
  });
}
