import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { wallNow } from "../../clock.ts";
import { operation, type Call } from "../../operation.ts";
import { parseArn } from "../arn.ts";
import { diagnose, requireDefinition } from "../definition/diagnose.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { requireActiveMachine, requireRevision, requireStateMachine } from "../lookup.ts";
import * as model from "../model.ts";
import { removeStateMachine, type Revision, type StateMachineRecord } from "../records.ts";
import { addRevision, publishVersion } from "../versions.ts";
import { setTags } from "./tags.ts";

const LOGGING_OFF = { level: "OFF", includeExecutionData: false };
const TRACING_OFF = { enabled: false };
const versioning = { publish: z.boolean().default(false), versionDescription: model.description.optional() };

/** Idempotent for the same name, definition, type, configuration and wish for a version; role and tags do not count. */
export const createStateMachine = operation({
  name: "CreateStateMachine",
  input: z.object({
    name: model.name,
    definition: model.definition,
    roleArn: model.resourceArn,
    type: model.machineType.default("STANDARD"),
    loggingConfiguration: model.configuration.default(LOGGING_OFF),
    tracingConfiguration: model.configuration.default(TRACING_OFF),
    tags: model.tagList.default([]),
    ...versioning,
  }),
  run: (call, input) => {
    const { sim, here } = call;
    model.requireValidName(input.name);
    requirePublishToDescribe(input);
    requireDefinition(input.definition);
    const stateMachineArn = `arn:aws:states:${here.region}:${here.accountId}:stateMachine:${input.name}`;
    const { publish, versionDescription = null } = input;
    const asked = { ...input, createdWith: { publish, versionDescription } };
    const known = here.sfn.stateMachines.get(stateMachineArn);
    if (known) requireSame(call, known, asked);
    else if (input.tags.length > 0) setTags(call, stateMachineArn, input.tags);
    const machine = known ?? addMachine(call, stateMachineArn, asked);
    const version = publish ? publishVersion(call, machine, input.versionDescription) : undefined;
    sim.changed();
    return { stateMachineArn, creationDate: machine.createdAt / 1000, ...toVersionArn(version) };
  },
});

/** Executions that run keep the definition and role that they were started with. */
export const updateStateMachine = operation({
  name: "UpdateStateMachine",
  input: z.object({
    stateMachineArn: model.resourceArn,
    definition: model.definition.optional(),
    roleArn: model.resourceArn.optional(),
    loggingConfiguration: model.configuration.optional(),
    tracingConfiguration: model.configuration.optional(),
    ...versioning,
  }),
  run: (call, { stateMachineArn, publish, versionDescription, ...changes }) => {
    const machine = requireActiveMachine(call, stateMachineArn);
    if (Object.values(changes).every((each) => each === undefined) && !publish) {
      throw sfnError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
      );
    }
    requirePublishToDescribe({ publish, versionDescription });
    if (changes.definition !== undefined) requireDefinition(changes.definition);
    const { key: _key, revisionId: _id, madeAt: _at, ...before } = requireRevision(call, machine.revisionKey);
    const after = { ...before, ...withoutUndefined(changes) };
    if (!isDeepStrictEqual(before, after)) addRevision(call, machine, after);
    const version = publish ? publishVersion(call, machine, versionDescription) : undefined;
    call.sim.changed();
    return { updateDate: wallNow() / 1000, ...toRevisionId(call, machine), ...toVersionArn(version) };
  },
});

export const describeStateMachine = operation({
  name: "DescribeStateMachine",
  input: z.object({ stateMachineArn: model.resourceArn }),
  run: (call, { stateMachineArn }) => {
    const version = call.here.sfn.versions.get(stateMachineArn);
    const machine = requireStateMachine(call, version?.stateMachineArn ?? stateMachineArn);
    return {
      ...toSummary(machine),
      ...toRevision(requireRevision(call, (version ?? machine).revisionKey)),
      status: machine.status,
      ...(version && { stateMachineArn, creationDate: version.createdAt / 1000 }),
      ...(version && version.description !== null && { description: version.description }),
    };
  },
});

/** The machine goes at once, or with the end of its last execution; each of those ends before its next state. */
export const deleteStateMachine = operation({
  name: "DeleteStateMachine",
  input: z.object({ stateMachineArn: model.resourceArn }),
  run: ({ sim, here }, { stateMachineArn }) => {
    parseArn(stateMachineArn, "stateMachine");
    const machine = here.sfn.stateMachines.get(stateMachineArn);
    const executions = [...here.sfn.executions.values()].filter((each) => each.stateMachineArn === stateMachineArn);
    if (machine && executions.some((each) => each.status === "RUNNING")) machine.status = "DELETING";
    else removeStateMachine(here.sfn, stateMachineArn);
    sim.changed();
    return {};
  },
});

export const listStateMachines = operation({
  name: "ListStateMachines",
  input: z.object(model.paging),
  run: (call, request) => {
    const { here } = call;
    const { page, next } = cutList([...here.sfn.stateMachines.values()], request, {
      call,
      keyOf: (each) => each.stateMachineArn,
      scope: "ListStateMachines",
    });
    return { stateMachines: page.map(toSummary), ...next };
  },
});

export const validateStateMachineDefinition = operation({
  name: "ValidateStateMachineDefinition",
  input: z.object({
    definition: z.string().max(1_048_576),
    type: model.machineType.optional(),
    severity: z.enum(["ERROR", "WARNING"]).optional(),
    maxResults: z.int().min(0).max(100).optional(),
  }),
  run: (_call, { definition, maxResults }) => {
    const found = diagnose(definition);
    const diagnostics = found.slice(0, maxResults || 100);
    return { result: found.length > 0 ? "FAIL" : "OK", diagnostics, truncated: found.length > diagnostics.length };
  },
});

/** What an execution or a version runs by, as descriptions show it. */
export function toRevision(revision: Revision): Record<string, unknown> {
  const { definition, roleArn, loggingConfiguration, tracingConfiguration, revisionId } = revision;
  return {
    ...{ definition, roleArn, loggingConfiguration, tracingConfiguration },
    ...(revisionId !== null && { revisionId }),
  };
}

type Asked = Pick<StateMachineRecord, "name" | "type" | "createdWith"> &
  Pick<Revision, "definition" | "roleArn" | "loggingConfiguration" | "tracingConfiguration">;

function addMachine(call: Call, stateMachineArn: string, asked: Asked): StateMachineRecord {
  const { name, type, createdWith, definition, roleArn, loggingConfiguration, tracingConfiguration } = asked;
  const machine: StateMachineRecord = {
    ...{ stateMachineArn, name, type, createdWith },
    ...{ status: "ACTIVE", createdAt: wallNow(), revisionKey: "", revisionCount: 0, lastVersion: 0 },
  };
  addRevision(call, machine, { definition, roleArn, loggingConfiguration, tracingConfiguration });
  call.here.sfn.stateMachines.set(stateMachineArn, machine);
  return machine;
}

function requireSame(call: Call, known: StateMachineRecord, asked: Asked): void {
  const { stateMachineArn, status, type, createdWith } = known;
  if (status === "DELETING")
    throw sfnError("StateMachineDeleting", `State Machine is being deleted: '${stateMachineArn}'`);
  const { definition, loggingConfiguration, tracingConfiguration } = requireRevision(call, known.revisionKey);
  const before = { type, createdWith, definition, loggingConfiguration, tracingConfiguration };
  const after = { ...asked, name: undefined, roleArn: undefined };
  const isSame = Object.entries(before).every(([member, value]) =>
    isDeepStrictEqual(value, after[member as keyof typeof before]),
  );
  if (!isSame) throw sfnError("StateMachineAlreadyExists", `State Machine Already Exists: '${stateMachineArn}'`);
}

function requirePublishToDescribe(input: { publish: boolean; versionDescription?: string | undefined }): void {
  if (input.publish || input.versionDescription === undefined) return;
  throw sfnError("ValidationException", "Version description can only be set when publish is true");
}

function withoutUndefined<Values extends object>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]?: NonNullable<Values[Key]>;
  };
}

function toSummary({ stateMachineArn, name, type, createdAt }: StateMachineRecord): Record<string, unknown> {
  return { stateMachineArn, name, type, creationDate: createdAt / 1000 };
}

function toRevisionId(call: Call, machine: StateMachineRecord): { revisionId?: string } {
  const { revisionId } = requireRevision(call, machine.revisionKey);
  return revisionId === null ? {} : { revisionId };
}

function toVersionArn(version: { stateMachineVersionArn: string } | undefined): { stateMachineVersionArn?: string } {
  return version ? { stateMachineVersionArn: version.stateMachineVersionArn } : {};
}
