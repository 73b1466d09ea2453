import type {
  SendAutomationSignalRequest,
  SendAutomationSignalResult,
  StopAutomationExecutionRequest,
  StopAutomationExecutionResult,
} from "@aws-sdk/client-ssm";
import { implement } from "../wire/operation.ts";
import { automationAt, isEnded } from "./automation-state.ts";
import { ssmError } from "./errors.ts";
import { requireAutomation } from "./read-automations.ts";

/** Approves or rejects an automation that waits for it; other signals fit none of those that are simulated. */
export const sendAutomationSignal = implement<SendAutomationSignalRequest>(
  "SendAutomationSignal",
  (call, { AutomationExecutionId, SignalType }): SendAutomationSignalResult => {
    const automation = requireAutomation(call, AutomationExecutionId);
    const now = call.sim.clock.now();
    const isDecision = SignalType === "Approve" || SignalType === "Reject";
    if (!isDecision || automationAt(automation, now).status !== "Waiting") {
      const message = `The signal ${SignalType} is not valid for the current state of the automation execution.`;
      throw ssmError("InvalidAutomationSignalException", message);
    }
    automation.signals.push({ at: now, type: SignalType });
    call.sim.changed();
    return {};
  },
);

/** `Cancel` ends the running step, `Complete` lets it end and begins no other. */
export const stopAutomationExecution = implement<StopAutomationExecutionRequest>(
  "StopAutomationExecution",
  (call, { AutomationExecutionId, Type = "Cancel" }): StopAutomationExecutionResult => {
    const automation = requireAutomation(call, AutomationExecutionId);
    const now = call.sim.clock.now();
    if (isEnded(automationAt(automation, now))) {
      const message = "The automation execution has ended and cannot be stopped.";
      throw ssmError("InvalidAutomationStatusUpdateException", message);
    }
    automation.signals.push({ at: now, type: Type === "Complete" ? "Stop" : "Cancel" });
    call.sim.changed();
    return {};
  },
);
