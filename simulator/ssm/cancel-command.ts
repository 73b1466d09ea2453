import type { CancelCommandRequest, CancelCommandResult } from "@aws-sdk/client-ssm";
import { implement } from "../wire/operation.ts";
import { invocationAt, isSettled } from "./command-state.ts";
import { ssmError } from "./errors.ts";

/** Cancels what has not ended yet: on all instances, or on those named. */
export const cancelCommand = implement<CancelCommandRequest>(
  "CancelCommand",
  (call, { CommandId, InstanceIds = [] }): CancelCommandResult => {
    const command = call.here.ssm.commands.get(CommandId);
    if (!command) throw ssmError("InvalidCommandId");
    if (new Set(InstanceIds).size < InstanceIds.length) throw ssmError("DuplicateInstanceId");
    const known = command.invocations.map((each) => each.instanceId);
    const unknown = InstanceIds.find((id) => !known.includes(id));
    if (unknown !== undefined) throw ssmError("InvalidInstanceId", `The command was not sent to ${unknown}.`);
    const now = call.sim.clock.now();
    for (const invocation of command.invocations) {
      const isMeant = InstanceIds.length === 0 || InstanceIds.includes(invocation.instanceId);
      const isOpen = !isSettled(invocationAt(call.here, invocation, now));
      if (isMeant && isOpen) invocation.cancelledAt ??= now;
    }
    call.sim.changed();
    return {};
  },
);
