import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { wallNow } from "../../clock.ts";
import { operation, type Call } from "../../operation.ts";
import { parseArn } from "../arn.ts";
import { resourceNotFound, sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { requireActiveMachine, requireStateMachine } from "../lookup.ts";
import { description, paging, resourceArn } from "../model.ts";
import type { AliasRecord, Route } from "../records.ts";

const aliasName = z
  .string()
  .min(1)
  .max(80)
  .regex(/^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/);
const routing = z
  .array(z.object({ stateMachineVersionArn: resourceArn, weight: z.int().min(0).max(100) }))
  .min(1)
  .max(2);

/** Idempotent for the same name, description and routing. */
export const createStateMachineAlias = operation({
  name: "CreateStateMachineAlias",
  input: z.object({ name: aliasName, description: description.optional(), routingConfiguration: routing }),
  run: (call, input) => {
    const { stateMachineArn } = requireActiveMachine(call, requireRoutes(call, input.routingConfiguration));
    const stateMachineAliasArn = `${stateMachineArn}:${input.name}`;
    const now = wallNow();
    const asked = { description: input.description ?? null, routes: input.routingConfiguration };
    const known = call.here.sfn.aliases.get(stateMachineAliasArn);
    if (known && !isDeepStrictEqual(asked, { description: known.description, routes: known.routes })) {
      throw sfnError(
        "ConflictException",
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
      );
    }
    const times = { createdAt: now, updatedAt: now };
    const alias = known ?? { stateMachineAliasArn, stateMachineArn, name: input.name, ...asked, ...times };
    call.here.sfn.aliases.set(stateMachineAliasArn, alias);
    call.sim.changed();
    return { stateMachineAliasArn, creationDate: alias.createdAt / 1000 };
  },
});

export const updateStateMachineAlias = operation({
  name: "UpdateStateMachineAlias",
  input: z.object({
    stateMachineAliasArn: resourceArn,
    description: description.optional(),
    routingConfiguration: routing.optional(),
  }),
  run: (call, { stateMachineAliasArn, description: text, routingConfiguration: routes }) => {
    const alias = requireAlias(call, stateMachineAliasArn);
    if (text === undefined && !routes) {
      throw sfnError("ValidationException", "Either the description or the routing configuration must be specified", {
        reason: "MISSING_REQUIRED_PARAMETER",
      });
    }
    if (routes && requireRoutes(call, routes) !== alias.stateMachineArn) throw otherMachine();
    Object.assign(alias, {
      description: text ?? alias.description,
      routes: routes ?? alias.routes,
      updatedAt: wallNow(),
    });
    call.sim.changed();
    return { updateDate: alias.updatedAt / 1000 };
  },
});

export const describeStateMachineAlias = operation({
  name: "DescribeStateMachineAlias",
  input: z.object({ stateMachineAliasArn: resourceArn }),
  run: (call, { stateMachineAliasArn }) => {
    const { name, description: text, routes, createdAt, updatedAt } = requireAlias(call, stateMachineAliasArn);
    return {
      ...{ stateMachineAliasArn, name, routingConfiguration: routes },
      ...(text !== null && { description: text }),
      creationDate: createdAt / 1000,
      updateDate: updatedAt / 1000,
    };
  },
});

export const deleteStateMachineAlias = operation({
  name: "DeleteStateMachineAlias",
  input: z.object({ stateMachineAliasArn: resourceArn }),
  run: ({ sim, here }, { stateMachineAliasArn }) => {
    parseArn(stateMachineAliasArn, "stateMachine");
    here.sfn.aliases.delete(stateMachineAliasArn);
    sim.changed();
    return {};
  },
});

/** Newest first; of a version's ARN, only the aliases that lead to it. */
export const listStateMachineAliases = operation({
  name: "ListStateMachineAliases",
  input: z.object({ stateMachineArn: resourceArn, ...paging }),
  run: (call, { stateMachineArn, ...request }) => {
    const { sfn } = call.here;
    requireStateMachine(call, sfn.versions.get(stateMachineArn)?.stateMachineArn ?? stateMachineArn);
    const aliases = [...sfn.aliases.values()]
      .filter(
        (alias) =>
          alias.stateMachineArn === stateMachineArn ||
          alias.routes.some((route) => route.stateMachineVersionArn === stateMachineArn),
      )
      .reverse();
    const { page, next } = cutList(aliases, request, {
      call,
      keyOf: (each) => each.stateMachineAliasArn,
      scope: `ListStateMachineAliases/${stateMachineArn}`,
    });
    return {
      stateMachineAliases: page.map(({ stateMachineAliasArn, createdAt }) => ({
        stateMachineAliasArn,
        creationDate: createdAt / 1000,
      })),
      ...next,
    };
  },
});

function requireAlias({ here }: Call, stateMachineAliasArn: string): AliasRecord {
  parseArn(stateMachineAliasArn, "stateMachine");
  const alias = here.sfn.aliases.get(stateMachineAliasArn);
  if (!alias) throw resourceNotFound(stateMachineAliasArn);
  return alias;
}

/** The ARN of the one state machine whose versions the routes lead to. */
function requireRoutes({ here }: Call, routes: readonly Route[]): string {
  const arns = routes.map((route) => route.stateMachineVersionArn);
  const received = `Received: [${arns.join(", ")}]`;
  if (arns.some((arn) => !/^\d+$/.test(parseArn(arn, "stateMachine").qualifier ?? ""))) {
    throw invalidRouting(`Routing configuration must contain state machine version ARNs. ${received}`);
  }
  if (new Set(arns).size < arns.length) {
    throw invalidRouting(`Routing configuration must contain distinct state machine version ARNs. ${received}`);
  }
  if (routes.reduce((sum, route) => sum + route.weight, 0) !== 100) {
    const weights = routes.map((route) => route.weight).join(", ");
    throw invalidRouting(`Sum of routing configuration weights must equal 100. Received: [${weights}]`);
  }
  const machines = arns.map((arn) => {
    const version = here.sfn.versions.get(arn);
    if (!version) throw resourceNotFound(arn);
    return version.stateMachineArn;
  });
  if (new Set(machines).size > 1) throw otherMachine();
  return machines[0] ?? "";
}

function otherMachine() {
  return invalidRouting("Routing configuration must contain versions of the same state machine.");
}

function invalidRouting(message: string) {
  return sfnError("ValidationException", message, { reason: "INVALID_ROUTING_CONFIGURATION" });
}
