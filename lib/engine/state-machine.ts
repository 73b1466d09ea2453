import cleanupTemplate from "./cleanup.asl.json" with { type: "json" };
import executionTemplate from "./execution.asl.json" with { type: "json" };

export type StateMachineSettings = {
  activityArn: string;
  stepHeartbeatSeconds: number;
  parkedHeartbeatSeconds: number;
};

/** Infrastructure trouble is delivered again for as long as it takes; domain failures are results, never errors. */
const RETRY = [
  {
    ErrorEquals: ["States.HeartbeatTimeout", "States.Timeout", "Worker.Draining", "Worker.UnknownStep"],
    IntervalSeconds: 1,
    BackoffRate: 1,
    MaxAttempts: 99_999_999,
  },
];

/** The state machine of an execution for one deployment: JSON of the Amazon States Language. */
export function executionDefinition(settings: StateMachineSettings): string {
  return definition(executionTemplate, settings);
}

/** The same of a clean-up. */
export function cleanupDefinition(settings: StateMachineSettings): string {
  return definition(cleanupTemplate, settings);
}

function definition(template: object, settings: StateMachineSettings): string {
  const values: Record<string, unknown> = {
    "${ActivityArn}": settings.activityArn,
    "${StepHeartbeatSeconds}": settings.stepHeartbeatSeconds,
    "${ParkedHeartbeatSeconds}": settings.parkedHeartbeatSeconds,
    "${Retry}": RETRY,
  };
  return JSON.stringify(template, (_key, value: unknown) => {
    return typeof value === "string" && value in values ? values[value] : value;
  });
}
