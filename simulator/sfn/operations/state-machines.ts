import { z } from "zod";
import { wallNow } from "../../clock.ts";
import { operation, type Call } from "../../operation.ts";
import { cutPage } from "../../page.ts";
import { hash } from "../../random.ts";
import { compile } from "../definition.ts";
import { sfnError } from "../errors.ts";
import { name, pageSize, paging, resourceArn } from "../model.ts";
import type { StateMachineRecord } from "../records.ts";

const definition = z.string().min(1).max(1_048_576);

/** Idempotent for the same name, definition and role. */
export const createStateMachine = operation({
  name: "CreateStateMachine",
  input: z.object({
    name,
    definition,
    roleArn: resourceArn,
    type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
  }),
  run: ({ sim, here }, input) => {
    compile(input.definition);
    const stateMachineArn = `arn:aws:states:${here.region}:${here.accountId}:stateMachine:${input.name}`;
    const known = here.sfn.stateMachines.get(stateMachineArn);
    if (known && (known.definition !== input.definition || known.roleArn !== input.roleArn)) {
      throw sfnError("StateMachineAlreadyExists", `State Machine Already Exists: '${stateMachineArn}'`);
    }
    const machine = known ?? {
      stateMachineArn,
      ...input,
      createdAt: wallNow(),
      revisionId: revisionOf(input.definition),
    };
    here.sfn.stateMachines.set(stateMachineArn, machine);
    sim.changed();
    return { stateMachineArn, creationDate: machine.createdAt / 1000 };
  },
});

/** Executions that run keep the definition that they were started with. */
export const updateStateMachine = operation({
  name: "UpdateStateMachine",
  input: z.object({ stateMachineArn: resourceArn, definition: definition.optional(), roleArn: resourceArn.optional() }),
  run: (call, input) => {
    const machine = requireStateMachine(call, input.stateMachineArn);
    if (input.definition !== undefined) {
      compile(input.definition);
      machine.definition = input.definition;
      machine.revisionId = revisionOf(input.definition);
    }
    if (input.roleArn !== undefined) machine.roleArn = input.roleArn;
    call.sim.changed();
    return { updateDate: wallNow() / 1000, revisionId: machine.revisionId };
  },
});

export const describeStateMachine = operation({
  name: "DescribeStateMachine",
  input: z.object({ stateMachineArn: resourceArn }),
  run: (call, { stateMachineArn }) => {
    const machine = requireStateMachine(call, stateMachineArn);
    return {
      ...toSummary(machine),
      status: "ACTIVE",
      definition: machine.definition,
      roleArn: machine.roleArn,
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      revisionId: machine.revisionId,
    };
  },
});

export const deleteStateMachine = operation({
  name: "DeleteStateMachine",
  input: z.object({ stateMachineArn: resourceArn }),
  run: ({ sim, here }, { stateMachineArn }) => {
    here.sfn.stateMachines.delete(stateMachineArn);
    sim.changed();
    return {};
  },
});

export const listStateMachines = operation({
  name: "ListStateMachines",
  input: z.object(paging),
  run: ({ here }, { maxResults, nextToken }) => {
    const request = { maxResults: pageSize(maxResults), nextToken };
    const { items, ...next } = cutPage([...here.sfn.stateMachines.values()], request, {
      keyOf: (each) => each.stateMachineArn,
      scope: "ListStateMachines",
      defaultSize: 100,
      largestSize: 1000,
    });
    return { stateMachines: items.map(toSummary), ...next };
  },
});

/** Throws StateMachineDoesNotExist. */
export function requireStateMachine({ here }: Call, stateMachineArn: string): StateMachineRecord {
  const machine = here.sfn.stateMachines.get(stateMachineArn);
  if (!machine) throw sfnError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${stateMachineArn}'`);
  return machine;
}

function toSummary({
  stateMachineArn,
  name: machineName,
  type,
  createdAt,
}: StateMachineRecord): Record<string, unknown> {
  return { stateMachineArn, name: machineName, type, creationDate: createdAt / 1000 };
}

function revisionOf(text: string): string {
  return hash(text).toString(16).padStart(8, "0");
}
