import type {
  DeleteStateMachineVersionInput,
  ListStateMachineVersionsInput,
  PublishStateMachineVersionInput,
} from "@aws-sdk/client-sfn";
import { implement } from "../../wire/operation.ts";
import { parseArn } from "../arn.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { requireActiveMachine, requireRevision } from "../lookup.ts";
import { publishVersion, versionsOf } from "../versions.ts";

/** What callers write for the revision of a state machine that was never updated. */
const FIRST_REVISION = "INITIAL";

/** Idempotent while the state machine is not changed. */
export const publishStateMachineVersion = implement<PublishStateMachineVersionInput>(
  "PublishStateMachineVersion",
  (call, { stateMachineArn, revisionId, description }) => {
    const machine = requireActiveMachine(call, stateMachineArn);
    const current = requireRevision(call, machine.revisionKey).revisionId ?? FIRST_REVISION;
    if (revisionId !== undefined && revisionId !== current) {
      throw sfnError(
        "ConflictException",
        `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
      );
    }
    const version = publishVersion(call, machine, description);
    call.sim.changed();
    return { stateMachineVersionArn: version.stateMachineVersionArn, creationDate: new Date(version.createdAt) };
  },
);

/** Newest first. */
export const listStateMachineVersions = implement<ListStateMachineVersionsInput>(
  "ListStateMachineVersions",
  (call, { stateMachineArn, ...request }) => {
    const { here } = call;
    parseArn(stateMachineArn, "stateMachine");
    const versions = versionsOf(here.sfn.versions, stateMachineArn).reverse();
    const { page, next } = cutList(versions, request, {
      call,
      keyOf: (each) => each.stateMachineVersionArn,
      scope: `ListStateMachineVersions/${stateMachineArn}`,
    });
    return {
      stateMachineVersions: page.map(({ stateMachineVersionArn, createdAt }) => ({
        stateMachineVersionArn,
        creationDate: new Date(createdAt),
      })),
      ...next,
    };
  },
);

/** Executions of the version go on. */
export const deleteStateMachineVersion = implement<DeleteStateMachineVersionInput>(
  "DeleteStateMachineVersion",
  ({ sim, here }, { stateMachineVersionArn }) => {
    parseArn(stateMachineVersionArn, "stateMachine");
    const users = [...here.sfn.aliases.values()]
      .filter(({ routes }) => routes.some((route) => route.stateMachineVersionArn === stateMachineVersionArn))
      .map((alias) => alias.name);
    if (users.length > 0) {
      throw sfnError(
        "ConflictException",
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${users.join(", ")}]`,
      );
    }
    here.sfn.versions.delete(stateMachineVersionArn);
    sim.changed();
  },
);
