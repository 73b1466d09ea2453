import type {
  EvaluationResult,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
  Statement,
} from "@aws-sdk/client-iam";
import { notSimulated } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { iamState } from "../world.ts";
import { decide } from "./decide.ts";
import { invalidInput, noSuchEntity } from "./errors.ts";
import { principalOf } from "./records.ts";

type Question = Given<SimulatePrincipalPolicyRequest>;

/** What a role or user of the caller's account may do: everything but its denials. */
export const simulatePrincipalPolicy = implement<SimulatePrincipalPolicyRequest>(
  "SimulatePrincipalPolicy",
  (call, input): SimulatePolicyResponse => {
    requireAnswerable(input);
    const principal = requirePrincipal(call, input.PolicySourceArn);
    const denials = iamState(call.sim.world, call.accountId).denials.get(principal) ?? [];
    const asked = input.ActionNames.flatMap((action) =>
      (input.ResourceArns ?? ["*"]).map((resource) => ({ action, resource })),
    );
    const results = asked.map((each) => toResult(each, { decision: decide(denials, each), principal }));
    return cutResults(call, results, input);
  },
);

function requireAnswerable(input: Question): void {
  const hasPolicies = input.PolicyInputList ?? input.PermissionsBoundaryPolicyInputList ?? input.ResourcePolicy;
  if (hasPolicies) throw notSimulated("iam", "SimulatePrincipalPolicy with policies of its own");
  const invalid = input.ActionNames.find((each) => !/^[A-Za-z0-9-]+:[\w*?]+$/.test(each));
  if (invalid !== undefined) throw invalidInput(`Invalid Entity Action: ${invalid}`);
}

/** Throws NoSuchEntity for a principal that the account does not have. */
function requirePrincipal(call: Call, arn: string): string {
  const { roles } = iamState(call.sim.world, call.accountId);
  const principal = principalOf(arn);
  const isOurs = arn.split(":")[4] === call.accountId && arn.startsWith("arn:aws:iam::");
  const [kind, name = ""] = (principal ?? "").split("/");
  const isKnown = kind === "role" ? roles.has(name) : kind === "user" && name === "simulator";
  if (principal === undefined || !isOurs || !isKnown) {
    throw noSuchEntity(`The ${kind === "user" ? "user" : "role"} with name ${name} cannot be found.`);
  }
  return principal;
}

type Decided = { decision: ReturnType<typeof decide>; principal: string };

function toResult(
  { action, resource }: { action: string; resource: string },
  { decision, principal }: Decided,
): EvaluationResult {
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision,
    MatchedStatements: decision === "implicitDeny" ? [] : [statementOf(principal)],
    MissingContextValues: [],
  };
}

/** The statement that decided: the one in the principal's only inline policy. */
function statementOf(principal: string): Statement {
  const [kind = "role", name = ""] = principal.split("/");
  return {
    SourcePolicyId: `${kind}_${name}_Permissions`,
    SourcePolicyType: kind === "user" ? "user" : "role",
    StartPosition: { Line: 3, Column: 17 },
    EndPosition: { Line: 8, Column: 6 },
  };
}

function cutResults(call: Call, results: EvaluationResult[], { MaxItems, Marker }: Question): SimulatePolicyResponse {
  try {
    const { items, nextToken } = cutPage(
      results,
      { maxResults: MaxItems, nextToken: Marker },
      {
        call,
        keyOf: (each) => String(results.indexOf(each)),
        scope: "SimulatePrincipalPolicy",
        ...{ defaultSize: 100, largestSize: 1000 },
      },
    );
    return { EvaluationResults: items, IsTruncated: nextToken !== undefined, Marker: nextToken };
  } catch (error) {
    throw error instanceof InvalidPageToken ? invalidInput("Invalid Marker") : error;
  }
}
