import { wallNow } from "./clock.ts";
import { emptyCloudWatch, type CloudWatchState } from "./cloudwatch/records.ts";
import { emptyDrs, type DrsState } from "./drs/records.ts";
import { emptyEc2, type Ec2State } from "./ec2/records.ts";
import { emptyFaults, type FaultState } from "./faults/active-rules.ts";
import type { ActiveScenario } from "./scenarios/records.ts";
import { seededIam, type IamState } from "./iam/records.ts";
import { emptyLambda, type LambdaState } from "./lambda/records.ts";
import { emptyOutcomes, type Outcomes } from "./outcomes.ts";
import { seededRoute53, type Route53State } from "./route53/records.ts";
import { emptySfn, type SfnState } from "./sfn/records.ts";
import { emptySns, type SnsState } from "./sns/records.ts";
import { emptySsm, type SsmState } from "./ssm/records.ts";

export type Account = {
  accountId: string;
  name: string;
  roleArn: string | null;
  externalId: string | null;
  regions: string[];
};

/** Everything that one account has in one Region, by service. */
export type RegionState = {
  accountId: string;
  region: string;
  drs: DrsState;
  ec2: Ec2State;
  sfn: SfnState;
  ssm: SsmState;
  lambda: LambdaState;
  sns: SnsState;
  cloudwatch: CloudWatchState;
};

/** All state that a save keeps. Scenarios are those that are switched on, in the order in which they were. */
export type World = {
  accounts: Map<string, Account>;
  regions: Map<string, RegionState>;
  /** By account; IAM knows no Regions. */
  iam: Map<string, IamState>;
  /** By account; Route 53 knows no Regions either. */
  route53: Map<string, Route53State>;
  /** How commands, functions and alarms turn out, as the control API scripted it. */
  outcomes: Outcomes;
  faults: FaultState;
  scenarios: Map<string, ActiveScenario>;
};

export function emptyWorld(): World {
  return {
    ...{ accounts: new Map(), regions: new Map(), iam: new Map(), route53: new Map() },
    ...{ outcomes: emptyOutcomes(), faults: emptyFaults(), scenarios: new Map() },
  };
}

const DRS_REGIONS = new Set(
  `us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 sa-east-1 mx-central-1
   eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 il-central-1 me-central-1
   ap-south-1 ap-south-2 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2
   ap-southeast-3 ap-southeast-4`.split(/\s+/),
);

/** The state of an account in a Region. Regions nobody seeded are empty; DRS is initialised in all but me-south-1 and af-south-1. */
export function regionState(world: World, accountId: string, region: string): RegionState {
  const key = `${accountId}/${region}`;
  const known = world.regions.get(key);
  if (known) return known;
  const created: RegionState = {
    ...{ accountId, region },
    drs: emptyDrs(DRS_REGIONS.has(region)),
    ec2: emptyEc2(),
    sfn: emptySfn(),
    ssm: emptySsm(),
    lambda: emptyLambda(wallNow()),
    sns: emptySns({ accountId, region }),
    cloudwatch: emptyCloudWatch(wallNow()),
  };
  world.regions.set(key, created);
  return created;
}

const IAM_AGE_MS = 200 * 86_400_000;

/** The roles and instance profiles of an account, seeded when they are first asked for. */
export function iamState(world: World, accountId: string): IamState {
  const known = world.iam.get(accountId);
  if (known) return known;
  const created = seededIam(wallNow() - IAM_AGE_MS);
  world.iam.set(accountId, created);
  return created;
}

/** The hosted zones of an account, seeded when they are first asked for. */
export function route53State(world: World, accountId: string): Route53State {
  const known = world.route53.get(accountId);
  if (known) return known;
  const created = seededRoute53(accountId, world.accounts.get(accountId)?.name ?? `account-${accountId}`);
  world.route53.set(accountId, created);
  return created;
}
