import { ROLE_NAME } from "../seed/estates.ts";
import { CALLER_ACCOUNT_ID } from "../sigv4.ts";

/** An action that a principal may not do; `*` and `?` are wildcards in both. */
export type Denial = { action: string; resource: string; kind: "implicitDeny" | "explicitDeny" };

/** A role; `createdAt` is wall-clock milliseconds. */
export type Role = { roleName: string; path: string; description: string; createdAt: number; trusts: string };

/** What IAM keeps for one account, whatever the Region. Instance profiles hold the role of their own name. */
export type IamState = {
  roles: Map<string, Role>;
  instanceProfiles: string[];
  /** By principal, such as `role/NAME`; whoever is not here may do everything. */
  denials: Map<string, Denial[]>;
};

const DRS_ROLES = {
  AWSElasticDisasterRecoveryRecoveryInstanceRole: "Recovery instances report to DRS with it",
  AWSElasticDisasterRecoveryRecoveryInstanceWithLaunchActionsRole: "Recovery instances run post-launch actions with it",
  AWSElasticDisasterRecoveryConversionServerRole: "Conversion servers work with it",
  AWSElasticDisasterRecoveryReplicationServerRole: "Replication servers work with it",
};

/** IAM of an account with its seeded roles and instance profiles. */
export function seededIam(createdAt: number): IamState {
  const serviceRoles = Object.entries(DRS_ROLES).map(([roleName, description]): Role => {
    return { roleName, path: "/service-role/", description, createdAt, trusts: "ec2.amazonaws.com" };
  });
  const roles: Role[] = [
    ...serviceRoles,
    {
      roleName: ROLE_NAME,
      path: "/",
      description: "Recovers servers on behalf of the hub account",
      ...{ createdAt, trusts: `arn:aws:iam::${CALLER_ACCOUNT_ID}:root` },
    },
  ];
  return {
    roles: new Map(roles.map((each) => [each.roleName, each])),
    instanceProfiles: Object.keys(DRS_ROLES),
    denials: new Map(),
  };
}

/** `role/NAME` or `user/NAME` of a role, a user or a role's session; undefined for any other ARN. */
export function principalOf(arn: string): string | undefined {
  const [, session] = /^arn:aws:sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (session !== undefined) return `role/${session}`;
  const [, kind, name] = /^arn:aws:iam::\d{12}:(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return kind === undefined || name === undefined ? undefined : `${kind}/${name}`;
}
