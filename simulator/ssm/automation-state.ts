import type { Automation, PlannedStep, Signal } from "./records.ts";

type Status = "Pending" | "InProgress" | "Waiting" | "Success" | "Failed" | "TimedOut" | "Cancelling" | "Cancelled";

/** A step at a moment. Moments are simulated milliseconds; null has not come. */
export type StepState = { step: PlannedStep; status: Status; startedAt: number | null; endedAt: number | null };
export type AutomationState = { status: Status; steps: StepState[]; endedAt: number | null };

const START_MS = 500;
const CANCELLING_MS = 1000;

/** How an automation stands at a simulated moment: steps follow one another, and signals come between. */
export function automationAt(automation: Automation, now: number): AutomationState {
  const begins = automation.startedAt + START_MS;
  const steps: StepState[] = [];
  let next: number | null = begins;
  for (const [index, step] of automation.steps.entries()) {
    const isLast = index === automation.steps.length - 1;
    const state: StepState = next === null ? notStarted(step) : runStep(automation, { step, isLast, from: next, now });
    steps.push(state);
    const goesOn = state.status === "Success" && state.endedAt !== null && !isStoppedBy(automation, state.endedAt);
    next = goesOn ? state.endedAt : null;
  }
  return { status: now < begins ? "Pending" : statusOf(steps), steps, endedAt: endOf(steps) };
}

export function isEnded({ endedAt }: AutomationState): boolean {
  return endedAt !== null;
}

type Run = { step: PlannedStep; isLast: boolean; from: number; now: number };

function runStep({ signals, end }: Automation, { step, isLast, from, now }: Run): StepState {
  if (now < from) return notStarted(step);
  const planned = step.waitsForApproval
    ? decisionOn(signals, from)
    : { at: from + step.seconds * 1000, status: "Success" as const };
  const cancelled = signals.find((each) => each.type === "Cancel");
  if (cancelled && (planned === undefined || cancelled.at < planned.at)) {
    const at = Math.max(cancelled.at, from) + CANCELLING_MS;
    if (now < at) return { step, status: "Cancelling", startedAt: from, endedAt: null };
    return { step, status: "Cancelled", startedAt: from, endedAt: at };
  }
  if (planned === undefined || now < planned.at) {
    return { step, status: step.waitsForApproval ? "Waiting" : "InProgress", startedAt: from, endedAt: null };
  }
  const status = isLast && planned.status === "Success" ? end.status : planned.status;
  return { step, status, startedAt: from, endedAt: planned.at };
}

function decisionOn(
  signals: readonly Signal[],
  from: number,
): { at: number; status: "Success" | "Failed" } | undefined {
  const decision = signals.find((each) => each.at >= from && (each.type === "Approve" || each.type === "Reject"));
  return decision && { at: decision.at, status: decision.type === "Approve" ? "Success" : "Failed" };
}

/** Whether the automation was told to stop after the step that ended at this moment. */
function isStoppedBy({ signals }: Automation, endedAt: number): boolean {
  return signals.some((each) => each.type === "Stop" && each.at < endedAt);
}

function notStarted(step: PlannedStep): StepState {
  return { step, status: "Pending", startedAt: null, endedAt: null };
}

/** A step that did not begin after its predecessor ended was stopped. */
function statusOf(steps: readonly StepState[]): Status {
  const last = steps.findLast((each) => each.startedAt !== null);
  if (!last) return "Pending";
  if (last.status !== "Success") return last.status;
  return last === steps.at(-1) ? "Success" : "Cancelled";
}

function endOf(steps: readonly StepState[]): number | null {
  return steps.findLast((each) => each.startedAt !== null)?.endedAt ?? null;
}
