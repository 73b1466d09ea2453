import {
  hasWavePassed,
  isServerProblem,
  isServerWaiting,
  isWaveOver,
  isWaveUnderWay,
} from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import type { ServerControl } from "#lib/query/execution-controls.ts";

/** What may be done to one server of an execution that takes orders. */
export function serverActions(wave: ExecutionWaveView, server: ExecutionServerView): ServerControl[] {
  if (isServerWaiting(server.status)) return isWaveOver(wave.status) ? [] : ["skip"];
  if (!isServerProblem(server.status)) return [];
  if (isWaveUnderWay(wave.status)) return ["retry", "skip"];
  // Failures that were accepted may be put right while later waves run.
  return hasWavePassed(wave) ? ["retry"] : [];
}

/** `Retry pay-ora-01`. */
export function serverActionTitle(control: ServerControl, { hostname }: ExecutionServerView): string {
  return control === "retry" ? `Retry ${hostname}` : `Skip ${hostname}`;
}

/** What a retry or a skip of one server does. */
export function serverActionWords(
  control: ServerControl,
  server: ExecutionServerView,
  wave: ExecutionWaveView,
): string[] {
  const { hostname, recoveryInstanceId } = server;
  if (control === "retry") {
    return [
      recoveryInstanceId === null
        ? `${hostname} is launched once more, as attempt ${server.attempts + 1}.`
        : `${recoveryInstanceId} of ${hostname} is terminated and launched anew, as attempt ${server.attempts + 1}.`,
      `It takes its place in the queue for DRS in ${server.region}.`,
    ];
  }
  const left =
    recoveryInstanceId === null ? [] : [`${recoveryInstanceId} keeps running, and costs, until it is terminated.`];
  return [
    `${hostname} is not launched in this execution any more.`,
    `Wave ${wave.number} is judged without it, and the waves behind start without it.`,
    ...left,
  ];
}
