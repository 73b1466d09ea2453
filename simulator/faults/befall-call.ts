import { setTimeout as sleep } from "node:timers/promises";
import { AwsError } from "../aws-error.ts";
import { drsArn } from "../drs/ids.ts";
import { actionOf } from "../iam/authorize.ts";
import type { Reply } from "../protocol.ts";
import type { CallFault } from "./active-rules.ts";
import type { CallEffect } from "./call-effects.ts";
import { changeWorld } from "./change-world.ts";
import { mentionedIn, type ReceivedCall } from "./received-call.ts";

/** How a call goes on without faults, or when it is refused. */
type Answers = { answer: () => Promise<Reply>; refuse: (error: AwsError) => Reply };

/** Lets the faults of a call happen around its processing. */
export async function befall(
  faults: readonly CallFault[],
  received: ReceivedCall,
  { answer, refuse }: Answers,
): Promise<{ reply: Reply } | { cut: true }> {
  const effects = faults.map((fault) => fault.effect);
  const delay = async (when: "before" | "after") => {
    for (const each of effects) if (each.kind === "latency" && each.when === when) await sleep(each.seconds * 1000);
  };
  await delay("before");
  if (effects.some((each) => each.kind === "reset")) return { cut: true };
  const refusal = effects.map((each) => refusalOf(each, received)).find((error) => error !== undefined);
  if (!refusal) for (const fault of faults) changeWorld(fault, received);
  const reply = refusal ? refuse(refusal) : await answer();
  await delay("after");
  return effects.some((each) => each.kind === "lost-reply") ? { cut: true } : { reply };
}

function refusalOf(effect: CallEffect, received: ReceivedCall): AwsError | undefined {
  const { protocol } = received;
  switch (effect.kind) {
    case "error":
      return withRetryAfter(new AwsError(effect, effect.message), effect.retryAfter);
    case "throttled":
      return withRetryAfter(protocol.throttled, effect.retryAfter);
    case "access-denied":
      return protocol.denied(denialOf(received));
    case "expired-credentials":
      return protocol.expired;
    default:
      return undefined;
  }
}

function withRetryAfter(error: AwsError, retryAfter: number | undefined): AwsError {
  if (retryAfter === undefined) return error;
  const { details, headers, message } = error;
  return new AwsError(error, message, { details, headers: { ...headers, "retry-after": String(retryAfter) } });
}

function denialOf({ protocol, call, name, request }: ReceivedCall) {
  const sourceServerId = [...call.here.drs.sourceServers.keys()].find(mentionedIn(request));
  const resource = sourceServerId === undefined ? "*" : drsArn(call.here, "source-server", sourceServerId);
  return { callerArn: call.callerArn, action: actionOf(protocol.service, name), resource };
}
