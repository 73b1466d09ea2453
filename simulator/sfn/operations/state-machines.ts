import type {
  CreateStateMachineInput,
  DeleteStateMachineInput,
  DescribeStateMachineInput,
  ListStateMachinesInput,
  LoggingConfiguration,
  UpdateStateMachineInput,
  ValidateStateMachineDefinitionInput,
} from "@aws-sdk/client-sfn";
import { isDeepStrictEqual } from "node:util";
import { wallNow } from "../../clock.ts";
import type { Call } from "../../operation.ts";
import type { Given } from "../../wire/given.ts";
import { implement } from "../../wire/operation.ts";
import { parseArn } from "../arn.ts";
import { diagnose, requireDefinition } from "../definition/diagnose.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { requireActiveMachine, requireRevision, requireStateMachine } from "../lookup.ts";
import { requireValidName } from "../names.ts";
import { removeStateMachine, type Revision, type StateMachineRecord } from "../records.ts";
import { addRevision, publishVersion } from "../versions.ts";
import { requireTags, setTags } from "./tags.ts";

const LOGGING_OFF: LoggingConfiguration = { level: "OFF", includeExecutionData: false };
const TRACING_OFF = { enabled: false };

/** Idempotent for the same name, definition, type, configuration and wish for a version; role and tags do not count. */
export const createStateMachine = implement<CreateStateMachineInput>("CreateStateMachine", (call, input) => {
  const { sim, here } = call;
  const tags = requireTags(input.tags);
  requireValidName(input.name);
  requirePublishToDescribe(input);
  requireDefinition(input.definition);
  const stateMachineArn = `arn:aws:states:${here.region}:${here.accountId}:stateMachine:${input.name}`;
  const asked = toAsked(input);
  const known = here.sfn.stateMachines.get(stateMachineArn);
  if (known) requireSame(call, known, asked);
  else if (tags.length > 0) setTags(call, stateMachineArn, tags);
  const machine = known ?? addMachine(call, stateMachineArn, asked);
  const version = asked.createdWith.publish ? publishVersion(call, machine, input.versionDescription) : undefined;
  sim.changed();
  return { stateMachineArn, creationDate: new Date(machine.createdAt), ...toVersionArn(version) };
});

/** Executions that run keep the definition and role that they were started with. */
export const updateStateMachine = implement<UpdateStateMachineInput>(
  "UpdateStateMachine",
  (call, { stateMachineArn, publish = false, versionDescription, ...input }) => {
    const machine = requireActiveMachine(call, stateMachineArn);
    const { definition, roleArn, loggingConfiguration, tracingConfiguration } = input;
    if (!(definition ?? roleArn ?? loggingConfiguration ?? tracingConfiguration) && !publish) {
      throw sfnError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
      );
    }
    requirePublishToDescribe({ publish, versionDescription });
    if (definition !== undefined) requireDefinition(definition);
    const { key: _key, revisionId: _id, madeAt: _at, ...before } = requireRevision(call, machine.revisionKey);
    const after = {
      definition: definition ?? before.definition,
      roleArn: roleArn ?? before.roleArn,
      loggingConfiguration: loggingConfiguration ?? before.loggingConfiguration,
      tracingConfiguration: tracingConfiguration ?? before.tracingConfiguration,
    };
    if (!isDeepStrictEqual(before, after)) addRevision(call, machine, after);
    const version = publish ? publishVersion(call, machine, versionDescription) : undefined;
    call.sim.changed();
    return { updateDate: new Date(wallNow()), ...toRevisionId(call, machine), ...toVersionArn(version) };
  },
);

export const describeStateMachine = implement<DescribeStateMachineInput>(
  "DescribeStateMachine",
  (call, { stateMachineArn }) => {
    const version = call.here.sfn.versions.get(stateMachineArn);
    const machine = requireStateMachine(call, version?.stateMachineArn ?? stateMachineArn);
    return {
      ...toSummary(machine),
      ...toRevision(requireRevision(call, (version ?? machine).revisionKey)),
      status: machine.status,
      ...(version && { stateMachineArn, creationDate: new Date(version.createdAt) }),
      ...(version && version.description !== null && { description: version.description }),
    };
  },
);

/** The machine goes at once, or with the end of its last execution; each of those ends before its next state. */
export const deleteStateMachine = implement<DeleteStateMachineInput>(
  "DeleteStateMachine",
  ({ sim, here }, { stateMachineArn }) => {
    parseArn(stateMachineArn, "stateMachine");
    const machine = here.sfn.stateMachines.get(stateMachineArn);
    const executions = [...here.sfn.executions.values()].filter((each) => each.stateMachineArn === stateMachineArn);
    if (machine && executions.some((each) => each.status === "RUNNING")) machine.status = "DELETING";
    else removeStateMachine(here.sfn, stateMachineArn);
    sim.changed();
  },
);

export const listStateMachines = implement<ListStateMachinesInput>("ListStateMachines", (call, request) => {
  const { here } = call;
  const { page, next } = cutList([...here.sfn.stateMachines.values()], request, {
    call,
    keyOf: (each) => each.stateMachineArn,
    scope: "ListStateMachines",
  });
  return { stateMachines: page.map(toSummary), ...next };
});

export const validateStateMachineDefinition = implement<ValidateStateMachineDefinitionInput>(
  "ValidateStateMachineDefinition",
  (_call, { definition, maxResults }) => {
    const found = diagnose(definition);
    const diagnostics = found.slice(0, maxResults || 100);
    return { result: found.length > 0 ? "FAIL" : "OK", diagnostics, truncated: found.length > diagnostics.length };
  },
);

/** What an execution or a version runs by, as descriptions show it. */
export function toRevision(revision: Revision) {
  const { definition, roleArn, loggingConfiguration, tracingConfiguration, revisionId } = revision;
  return {
    ...{ definition, roleArn, loggingConfiguration, tracingConfiguration },
    ...(revisionId !== null && { revisionId }),
  };
}

type Asked = Pick<StateMachineRecord, "name" | "type" | "createdWith"> &
  Pick<Revision, "definition" | "roleArn" | "loggingConfiguration" | "tracingConfiguration">;

function toAsked(input: Given<CreateStateMachineInput>): Asked {
  const { name, type = "STANDARD", definition, roleArn, publish = false, versionDescription = null } = input;
  const { loggingConfiguration = LOGGING_OFF, tracingConfiguration = TRACING_OFF } = input;
  const createdWith = { publish, versionDescription };
  return { name, type, definition, roleArn, loggingConfiguration, tracingConfiguration, createdWith };
}

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

function requirePublishToDescribe(input: Pick<CreateStateMachineInput, "publish" | "versionDescription">): void {
  if (input.publish === true || input.versionDescription === undefined) return;
  throw sfnError("ValidationException", "Version description can only be set when publish is true");
}

function toSummary({ stateMachineArn, name, type, createdAt }: StateMachineRecord) {
  return { stateMachineArn, name, type, creationDate: new Date(createdAt) };
}

function toRevisionId(call: Call, machine: StateMachineRecord): { revisionId?: string } {
  const { revisionId } = requireRevision(call, machine.revisionKey);
  return revisionId === null ? {} : { revisionId };
}

function toVersionArn(version: { stateMachineVersionArn: string } | undefined): { stateMachineVersionArn?: string } {
  return version ? { stateMachineVersionArn: version.stateMachineVersionArn } : {};
}
