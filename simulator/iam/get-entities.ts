import type {
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  GetRoleRequest,
  GetRoleResponse,
  Role as SdkRole,
} from "@aws-sdk/client-iam";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import { EXTERNAL_ID } from "../seed/estates.ts";
import { implement } from "../wire/operation.ts";
import { iamState } from "../world.ts";
import { noSuchEntity } from "./errors.ts";
import type { Role } from "./records.ts";

export const getRole = implement<GetRoleRequest>("GetRole", (call, { RoleName }): GetRoleResponse => {
  const role = iamState(call.sim.world, call.accountId).roles.get(RoleName);
  if (!role) throw noSuchEntity(`The role with name ${RoleName} cannot be found.`);
  return { Role: toRole(call, role) };
});

export const getInstanceProfile = implement<GetInstanceProfileRequest>(
  "GetInstanceProfile",
  (call, { InstanceProfileName: name }): GetInstanceProfileResponse => {
    const { instanceProfiles, roles } = iamState(call.sim.world, call.accountId);
    const role = roles.get(name);
    if (!instanceProfiles.includes(name) || !role) {
      throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
    }
    return {
      InstanceProfile: {
        Path: role.path,
        InstanceProfileName: name,
        InstanceProfileId: uniqueId("AIPA", call, name),
        Arn: `arn:aws:iam::${call.accountId}:instance-profile${role.path}${name}`,
        CreateDate: wholeSeconds(role.createdAt),
        Roles: [toRole(call, role)],
      },
    };
  },
);

function toRole(call: Call, { roleName, path, description, createdAt, trusts }: Role): SdkRole {
  return {
    ...{ Path: path, RoleName: roleName, Description: description, MaxSessionDuration: 3600 },
    RoleId: uniqueId("AROA", call, roleName),
    Arn: `arn:aws:iam::${call.accountId}:role${path}${roleName}`,
    CreateDate: wholeSeconds(createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trustPolicy(trusts))),
  };
}

function trustPolicy(trusts: string): unknown {
  const who = trusts.startsWith("arn:")
    ? { Principal: { AWS: trusts }, Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } } }
    : { Principal: { Service: trusts } };
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...who }] };
}

function uniqueId(prefix: string, { accountId }: Call, name: string): string {
  return prefix + hexDigits(17, prefix, accountId, name).toUpperCase();
}

function wholeSeconds(wall: number): Date {
  return new Date(Math.floor(wall / 1000) * 1000);
}
