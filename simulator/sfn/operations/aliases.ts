import type {
  CreateStateMachineAliasInput,
  DeleteStateMachineAliasInput,
  DescribeStateMachineAliasInput,
  ListStateMachineAliasesInput,
  UpdateStateMachineAliasInput,
} from "@aws-sdk/client-sfn";
import { isDeepStrictEqual } from "node:util";
import { wallNow } from "../../clock.ts";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { parseArn } from "../arn.ts";
import { resourceNotFound, sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { requireActiveMachine, requireStateMachine } from "../lookup.ts";
import type { AliasRecord, Route } from "../records.ts";

/** Idempotent for the same name, description and routing. */
export const createStateMachineAlias = implement<CreateStateMachineAliasInput>(
  "CreateStateMachineAlias",
  (call, input) => {
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
    return { stateMachineAliasArn, creationDate: new Date(alias.createdAt) };
  },
);

export const updateStateMachineAlias = implement<UpdateStateMachineAliasInput>(
  "UpdateStateMachineAlias",
  (call, { stateMachineAliasArn, description, routingConfiguration: routes }) => {
    const alias = requireAlias(call, stateMachineAliasArn);
    if (description === undefined && !routes) {
      throw sfnError("ValidationException", "Either the description or the routing configuration must be specified", {
        reason: "MISSING_REQUIRED_PARAMETER",
      });
    }
    if (routes && requireRoutes(call, routes) !== alias.stateMachineArn) throw otherMachine();
    Object.assign(alias, {
      description: description ?? alias.description,
      routes: routes ?? alias.routes,
      updatedAt: wallNow(),
    });
    call.sim.changed();
    return { updateDate: new Date(alias.updatedAt) };
  },
);

export const describeStateMachineAlias = implement<DescribeStateMachineAliasInput>(
  "DescribeStateMachineAlias",
  (call, { stateMachineAliasArn }) => {
    const { name, description, routes, createdAt, updatedAt } = requireAlias(call, stateMachineAliasArn);
    return {
      ...{ stateMachineAliasArn, name, routingConfiguration: routes },
      ...(description !== null && { description }),
      creationDate: new Date(createdAt),
      updateDate: new Date(updatedAt),
    };
  },
);

export const deleteStateMachineAlias = implement<DeleteStateMachineAliasInput>(
  "DeleteStateMachineAlias",
  ({ sim, here }, { stateMachineAliasArn }) => {
    parseArn(stateMachineAliasArn, "stateMachine");
    here.sfn.aliases.delete(stateMachineAliasArn);
    sim.changed();
  },
);

/** Newest first; of a version's ARN, only the aliases that lead to it. */
export const listStateMachineAliases = implement<ListStateMachineAliasesInput>(
  "ListStateMachineAliases",
  (call, { stateMachineArn, ...request }) => {
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
        creationDate: new Date(createdAt),
      })),
      ...next,
    };
  },
);

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
