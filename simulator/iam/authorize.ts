import type { Call } from "../operation.ts";
import type { Protocol } from "../protocol.ts";
import type { Service } from "../service.ts";
import { resourcesOf } from "./call-resources.ts";
import { decide } from "./decide.ts";
import { principalOf } from "./records.ts";

/** Where the name of a service in policies is not the one that requests are signed for. */
const POLICY_NAMES: Partial<Record<Service, string>> = { monitoring: "cloudwatch", sns: "SNS" };

/** Operations that are not called like the action that permits them. */
const ACTION_NAMES: Record<string, string> = { "lambda:Invoke": "InvokeFunction" };
const NEEDS_NO_PERMISSION = new Set(["sts:GetCallerIdentity"]);

/** The action that a policy must allow for an operation, `lambda:InvokeFunction`. */
export function actionOf(service: Service, operation: string): string {
  return `${POLICY_NAMES[service] ?? service}:${ACTION_NAMES[`${service}:${operation}`] ?? operation}`;
}

/** Throws the service's own refusal when the caller was denied what it asks for. */
export function requirePermission(call: Call, protocol: Protocol, asked: { name: string; input: unknown }): void {
  const denials = call.sim.world.iam.get(call.accountId)?.denials;
  if (!denials || denials.size === 0) return;
  const denied = denials.get(principalOf(call.callerArn) ?? "");
  const action = actionOf(protocol.service, asked.name);
  if (!denied || NEEDS_NO_PERMISSION.has(action)) return;
  for (const resource of resourcesOf(call, asked.input)) {
    const decision = decide(denied, { action, resource });
    if (decision === "allowed") continue;
    const why =
      decision === "explicitDeny"
        ? "with an explicit deny in an identity-based policy"
        : `because no identity-based policy allows the ${action} action`;
    throw protocol.denied({ callerArn: call.callerArn, action, resource, why });
  }
}
