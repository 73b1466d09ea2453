import { stateAt } from "../ec2/instance-state.ts";
import type { Ec2Instance } from "../ec2/records.ts";
import type { RegionState } from "../world.ts";
import { countsAsError, shareOf } from "./plan-command.ts";
import type { Command, Invocation, InvocationEnd } from "./records.ts";

type Details = "Pending" | "InProgress" | "Cancelling" | InvocationEnd["status"];

type Status = "Pending" | "InProgress" | "Cancelling" | "Success" | "Failed" | "TimedOut" | "Cancelled";

/** An invocation at a moment. `startedAt` and `endedAt` are simulated milliseconds, null when it never got there. */
export type InvocationState = { details: Details; startedAt: number | null; endedAt: number | null };

const CANCELLING_MS = 1000;

/** How an invocation stands at a simulated moment. An instance that dies takes its invocation with it. */
export function invocationAt({ ec2 }: RegionState, invocation: Invocation, now: number): InvocationState {
  const { instanceId, deliveredAt, endsAt, end, cancelledAt } = invocation;
  const startedAt = now >= deliveredAt ? deliveredAt : null;
  if (cancelledAt !== null) {
    const isOver = now >= cancelledAt + CANCELLING_MS;
    return {
      details: isOver ? "Cancelled" : "Cancelling",
      startedAt,
      endedAt: isOver ? cancelledAt + CANCELLING_MS : null,
    };
  }
  const instance = ec2.instances.get(instanceId);
  const isDeadAt = (at: number) => instance !== undefined && !isAlive(instance, { from: deliveredAt, at });
  if (startedAt !== null && isDeadAt(startedAt)) return { details: "Undeliverable", startedAt: null, endedAt: null };
  if (startedAt !== null && isDeadAt(Math.min(now, endsAt))) return { details: "Terminated", startedAt, endedAt: null };
  if (now >= endsAt) return { details: end.status, startedAt, endedAt: endsAt };
  return { details: startedAt === null ? "Pending" : "InProgress", startedAt, endedAt: null };
}

/** A start makes an instance forget when it ran before: what it then says of the past is that it was pending. */
function isAlive(instance: Ec2Instance, { from, at }: { from: number; at: number }): boolean {
  const state = stateAt(instance, at);
  const wasRestarted = instance.launchedAt > from && instance.launchedAt < at;
  return (state === "running" || state === "pending") && !wasRestarted;
}

/** Nothing more will happen to it. */
export function isSettled({ details }: InvocationState): boolean {
  return details !== "Pending" && details !== "InProgress" && details !== "Cancelling";
}

/** The short word for what StatusDetails says at length. */
export function statusOf(details: Details): Status {
  if (details === "ExecutionTimedOut" || details === "DeliveryTimedOut") return "TimedOut";
  return details === "Undeliverable" || details === "Terminated" ? "Failed" : details;
}

type CommandState = {
  status: Status;
  details: Details | "Incomplete" | "NoInstancesInTag";
  completed: number;
  errors: number;
  deliveryTimeouts: number;
};

/** How a command as a whole stands at a simulated moment. */
export function commandAt(here: RegionState, command: Command, now: number): CommandState {
  const states = command.invocations.map((each) => invocationAt(here, each, now));
  const settled = states.filter(isSettled).map((each) => each.details as InvocationEnd["status"]);
  const counts = {
    completed: settled.length,
    errors: settled.filter(countsAsError).length,
    deliveryTimeouts: settled.filter((each) => each === "DeliveryTimedOut").length,
  };
  if (settled.length < states.length) {
    const details = unsettledDetails(states);
    return { status: statusOf(details), details, ...counts };
  }
  return { ...verdict(settled, shareOf(command.maxErrors, states.length)), ...counts };
}

function unsettledDetails(states: readonly InvocationState[]): "Pending" | "InProgress" | "Cancelling" {
  if (states.some((each) => each.details === "Cancelling")) return "Cancelling";
  return states.every((each) => each.details === "Pending") ? "Pending" : "InProgress";
}

type Settled = readonly InvocationEnd["status"][];

/** The worst that happened decides: too many errors, else a cancellation, else whether all succeeded. */
function verdict(settled: Settled, allowedErrors: number): Pick<CommandState, "status" | "details"> {
  if (settled.length === 0) return { status: "Success", details: "NoInstancesInTag" };
  const [first = "Success"] = settled;
  if (settled.every((each) => each === first)) return { status: statusOf(first), details: first };
  const errors = settled.filter(countsAsError);
  if (errors.length > allowedErrors) {
    const details = errors.includes("Failed") ? "Failed" : "ExecutionTimedOut";
    return { status: statusOf(details), details };
  }
  if (settled.includes("Cancelled")) return { status: "Cancelled", details: "Cancelled" };
  const counted = settled.filter((each) => each !== "Undeliverable");
  const succeeded = counted.every((each) => each === "Success");
  return succeeded ? { status: "Success", details: "Success" } : { status: "Failed", details: "Incomplete" };
}
