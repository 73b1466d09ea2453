import type { Call } from "../operation.ts";
import type { SsmOutcome } from "../outcomes.ts";
import { fraction } from "../random.ts";
import { computerName, type ManagedInstance } from "./agents.ts";
import type { Command, Invocation, InvocationEnd } from "./records.ts";
import { scriptOutput } from "./script-output.ts";
import { takeScripted } from "./scripted.ts";

type NewCommand = Omit<Command, "invocations">;

const DEFAULT_EXECUTION_SECONDS = 3600;

/**
 * When a command reaches each of its instances and how it ends there: as many at once as MaxConcurrency allows, and no further ones after
 * more than MaxErrors have failed.
 */
export function planInvocations(call: Call, command: NewCommand, targets: readonly ManagedInstance[]): Invocation[] {
  const slots = Math.max(1, shareOf(command.maxConcurrency, targets.length));
  const freeAt = Array.from({ length: slots }, () => command.requestedAt);
  const planned: Invocation[] = [];
  for (const target of targets) {
    const slot = freeAt.indexOf(Math.min(...freeAt));
    const from = freeAt[slot] ?? command.requestedAt;
    const failed = planned.filter((each) => countsAsError(each.end.status) && each.endsAt <= from).length;
    const isStopped = failed > shareOf(command.maxErrors, targets.length);
    const invocation = isStopped ? neverSent(target, from, "Terminated") : planOne(call, command, { target, from });
    freeAt[slot] = invocation.endsAt;
    planned.push(invocation);
  }
  return planned;
}

/** Failures and execution timeouts count against MaxErrors; what was never delivered does not. */
export function countsAsError(status: InvocationEnd["status"]): boolean {
  return status === "Failed" || status === "ExecutionTimedOut";
}

/** How many of `total` a number or a percentage stands for. */
export function shareOf(limit: string, total: number): number {
  return limit.endsWith("%") ? Math.floor((total * Number.parseInt(limit, 10)) / 100) : Number(limit);
}

/** How long the script may run on an instance. */
export function executionSeconds({ parameters }: Pick<Command, "parameters">): number {
  return Number(parameters["executionTimeout"]?.[0] ?? "") || DEFAULT_EXECUTION_SECONDS;
}

function planOne(
  call: Call,
  command: NewCommand,
  { target, from }: { target: ManagedInstance; from: number },
): Invocation {
  const { instance, ping } = target;
  if (ping !== "Online") {
    return { ...neverSent(target, from, "DeliveryTimedOut"), endsAt: from + command.timeoutSeconds * 1000 };
  }
  const scripted = takeScripted(call, {
    documentName: command.documentName,
    text: Object.values(command.parameters).flat().join("\n"),
    instanceIds: [instance.instanceId],
  });
  if (scripted?.status === "Undeliverable") return neverSent(target, from, "Undeliverable");
  const chance = (purpose: string) => fraction(purpose, call.sim.seed, command.commandId, instance.instanceId);
  const limit = executionSeconds(command);
  const wanted = scripted?.seconds ?? (scripted?.status === "TimedOut" ? limit : 2 + 6 * chance("duration"));
  const deliveredAt = from + (200 + 800 * chance("delivery"));
  const end = endOf(scripted, scriptOutput(command.parameters["commands"] ?? [], instance));
  const overran = wanted > limit;
  return {
    ...identityOf(target),
    deliveredAt,
    endsAt: deliveredAt + Math.min(wanted, limit) * 1000,
    end: overran ? { ...end, status: "ExecutionTimedOut", code: -1 } : end,
    cancelledAt: null,
  };
}

function endOf(scripted: SsmOutcome | undefined, printed: string): InvocationEnd {
  const { status = "Success", exitCode, standardOutput, standardError } = scripted ?? {};
  if (status === "Success") {
    return {
      status,
      code: exitCode ?? 0,
      standardOutput: standardOutput ?? printed,
      standardError: standardError ?? "",
    };
  }
  const output = { standardOutput: standardOutput ?? "" };
  if (status === "Failed") {
    const code = exitCode ?? 1;
    return { status, code, ...output, standardError: standardError ?? `failed to run commands: exit status ${code}` };
  }
  const named = status === "TimedOut" ? "ExecutionTimedOut" : status;
  return { status: named, code: exitCode ?? -1, ...output, standardError: standardError ?? "" };
}

function neverSent(target: ManagedInstance, at: number, status: InvocationEnd["status"]): Invocation {
  const end = { status, code: -1, standardOutput: "", standardError: "" };
  return { ...identityOf(target), deliveredAt: Number.MAX_SAFE_INTEGER, endsAt: at, end, cancelledAt: null };
}

function identityOf({ instance }: ManagedInstance): Pick<Invocation, "instanceId" | "instanceName" | "isWindows"> {
  return { instanceId: instance.instanceId, instanceName: computerName(instance), isWindows: instance.isWindows };
}
