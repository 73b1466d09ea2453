import type { HealthCheck, HealthGate } from "./health-gate.ts";

/** What a check looks at: `TCP port 5432`, `HTTP port 8080 /health`. */
export function checkName(check: HealthCheck): string {
  const port = `${check.protocol} port ${check.port}`;
  return check.protocol === "TCP" ? port : `${port} ${check.path}`;
}

/** What a gate asks, as the beginning of a sentence. */
export function gateName(gate: HealthGate): string {
  switch (gate.kind) {
    case "SSM_AGENT":
      return "Systems Manager";
    case "INSTANCE_PROBE":
      return `${checkName(gate.check)} on the instance`;
    case "WORKER_CHECK":
      return `${checkName(gate.check)} from the worker`;
    case "CLOUDWATCH_ALARM":
      return `CloudWatch about "${gate.alarmName}"`;
  }
}

const LONGEST_DETAIL = 300;

/** A sentence of what was asked and what came of it, whose end may be somebody else's words. */
export function sentence(subject: string, detail: string): string {
  const tidy = detail.replace(/\s+/g, " ").trim().slice(0, LONGEST_DETAIL);
  return `${subject}: ${tidy.replace(/[.:]+$/, "")}.`;
}

/** `answered 503` with what was expected of it. */
export function unexpectedStatus(status: string, { from, to }: { from: number; to: number }): string {
  return `answered ${status}, not ${from === to ? from : `${from} to ${to}`}`;
}
