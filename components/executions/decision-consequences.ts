import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { isServerSettled, isServerWaiting } from "#lib/domain/execution-status.ts";
import type { DecisionAction } from "#lib/domain/execution-input.ts";
import type { ExecutionServerView, ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { formatNoun } from "#components/ui/format.ts";
import { waveVerdict } from "#lib/domain/wave-verdict.ts";

import { wavePhases } from "./action-progress.ts";
import { quotedNames } from "./action-words.ts";
import { decisionSubject } from "./decision-subject.ts";
import { listWords } from "./execution-words.ts";
import { alsoAwaited, behindWords, serversDo, waveNumbers, wavesBehind, wavesBeside } from "./waves-behind.ts";

/** `skip-wave` is a skip that names no servers. */
export type DecisionChoice = DecisionAction | "skip-wave";

export type DecisionOption = { choice: DecisionChoice; label: string; consequence: string; button: string };

type Situation = {
  execution: ExecutionView;
  wave: ExecutionWaveView;
  /** Servers of it that failed, and those of them that the answer is about. */
  failed: readonly ExecutionServerView[];
  chosen: readonly ExecutionServerView[];
  /** Failed actions that it is about; then it is about the whole wave. */
  actions: readonly ActionRunView[];
};

/** What can be answered to a wave that cannot pass, what each does, and the words on its button. */
export function decisionOptions(
  execution: ExecutionView,
  wave: ExecutionWaveView,
  chosenIds: ReadonlySet<string>,
): [DecisionOption, ...DecisionOption[]] {
  const { failed, actions } = decisionSubject(wave);
  const chosen = failed.filter((server) => actions.length > 0 || chosenIds.has(server.sourceServerId));
  const situation = { execution, wave, failed, chosen, actions };
  const target = targetWords(situation);
  const options: [DecisionOption, ...DecisionOption[]] = [
    { choice: "retry", label: "Retry", consequence: retryWords(situation), button: `Retry ${target}` },
  ];
  if (actions.length === 0 && failed.length > 0) {
    const label = failed.length === 1 ? "Skip this server" : "Skip the failed servers";
    options.push({ choice: "skip", label, consequence: skipWords(situation), button: `Skip ${target}` });
  }
  if (actions.length > 0 ? actions.some(({ stage }) => stage === "BEFORE") : failed.length === 0 || hasMoreToDo(wave)) {
    const words = skipWaveWords(situation);
    options.push({
      choice: "skip-wave",
      label: "Skip the wave",
      consequence: words,
      button: `Skip wave ${wave.number}`,
    });
  }
  options.push(
    {
      choice: "continue",
      label: actions.length > 0 ? "Continue without it" : "Continue with the failure",
      consequence: actions.length > 0 ? goOnWords(situation) : continueWords(situation),
      button: continueButton(situation),
    },
    {
      choice: "abort",
      label: "Abort the wave",
      consequence: abortWords(situation),
      button: `Abort wave ${wave.number}`,
    },
  );
  return options;
}

/** Skipping and aborting stay on the record with their reason. */
export function needsReason(choice: DecisionChoice): boolean {
  return choice === "skip" || choice === "skip-wave" || choice === "abort";
}

function continueButton({ wave, failed, actions }: Situation): string {
  if (actions.length > 0)
    return actions.length === 1 ? `Continue without ${quotedNames(actions)}` : "Continue without them";
  return failed.length === 1 ? `Continue without ${nameOf(failed)}` : `Continue wave ${wave.number}`;
}

function targetWords({ failed, chosen, wave, actions }: Situation): string {
  if (actions.length > 0) return actions.length === 1 ? quotedNames(actions) : `all ${actions.length}`;
  if (failed.length === 0) return `wave ${wave.number}`;
  if (chosen.length === 1) return nameOf(chosen);
  return chosen.length === failed.length ? `all ${failed.length}` : `${chosen.length} of ${failed.length}`;
}

function nameOf(servers: readonly ExecutionServerView[]): string {
  return servers[0]?.hostname ?? "";
}

function hasMoreToDo(wave: ExecutionWaveView): boolean {
  return wave.servers.some((server) => !isServerSettled(server.status));
}

function retryWords({ execution, wave, failed, chosen, actions }: Situation): string {
  const sentences: string[] = [];
  const unknown = actions.filter(({ state }) => state === "UNKNOWN");
  if (actions.length > 0) {
    sentences.push(`${quotedNames(actions)} ${actions.length === 1 ? "is" : "are"} tried once more.`);
  }
  if (unknown.length > 0) {
    const who = unknown.length === actions.length ? (unknown.length === 1 ? "It" : "They") : quotedNames(unknown);
    sentences.push(`${who} may run twice: nobody can say whether the last try ran.`);
  }
  const anew = chosen.filter((server) => server.recoveryInstanceId !== null);
  const fresh = chosen.filter((server) => server.recoveryInstanceId === null);
  if (failed.length === 0 && actions.length === 0) sentences.push(`The step of wave ${wave.number} is done once more.`);
  if (fresh.length > 0) sentences.push(`${names(fresh)} ${fresh.length === 1 ? "is" : "are"} launched once more.`);
  for (const server of anew.slice(0, 1)) {
    if (anew.length === 1)
      sentences.push(`${server.recoveryInstanceId ?? ""} of ${server.hostname} is terminated and launched anew.`);
  }
  if (anew.length > 1)
    sentences.push(`The ${anew.length} instances of ${names(anew)} are terminated and launched anew.`);
  if (execution.status === "PAUSED") sentences.push("Paused: nothing is launched before it is resumed.");
  const behind = wavesBehind(execution.waves, wave.number);
  if (behind.numbers.length > 0) {
    sentences.push(`${behindWords(behind, { one: "waits", many: "wait" })} until wave ${wave.number} passes.`);
  }
  return sentences.join(" ");
}

function skipWords(situation: Situation): string {
  const { wave, chosen, failed } = situation;
  const skipped = new Set(chosen.map((server) => server.sourceServerId));
  const servers = wave.servers.map((server) =>
    skipped.has(server.sourceServerId) ? { ...server, status: "SKIPPED" as const } : server,
  );
  const verdict = waveVerdict({ ...wave, isContinued: false, hasTrouble: false, ...wavePhases(wave.actions) }, servers);
  const left = failed.length - chosen.length;
  const sentences = [
    verdict.status === "AWAITING_DECISION" || verdict.status === "FAILED"
      ? `Wave ${wave.number} still cannot pass: ${serversDo(left, { one: "stays", many: "stay" })} failed.`
      : `${endWords(verdict.status, situation)} ${startWords(situation, `without ${names(chosen)}`)}`,
    leftRunning(chosen),
  ];
  return joined(sentences);
}

function endWords(status: string, { wave }: Situation): string {
  switch (status) {
    case "LAUNCHING":
    case "VERIFYING": {
      const others = wave.servers.filter((server) => !isServerSettled(server.status)).length;
      return `Wave ${wave.number} goes on with ${others === 1 ? "1 server" : `${others} servers`} under way.`;
    }
    case "POST_ACTIONS":
      return `Wave ${wave.number} goes on with what comes after the launch.`;
    case "SKIPPED":
      return `Wave ${wave.number} ends Skipped.`;
    default:
      return `Wave ${wave.number} ends Partial.`;
  }
}

function skipWaveWords(situation: Situation): string {
  const { wave, failed } = situation;
  const waiting = wave.servers.filter(({ status }) => isServerWaiting(status)).length;
  const launching = wave.servers.filter(({ status }) => status === "LAUNCHING").length;
  return joined([
    waiting > 0 && `${serversDo(waiting, { one: "is", many: "are" })} not launched.`,
    launching > 0 && `${serversDo(launching, { one: "comes", many: "come" })} up: DRS cannot be stopped.`,
    startWords(situation, `without wave ${wave.number}`),
    leftRunning(failed),
  ]);
}

function continueWords(situation: Situation): string {
  const { wave, failed } = situation;
  const who = failed.length === 0 ? `Wave ${wave.number}` : names(failed);
  const stays = failed.length < 2 ? "stays" : "stay";
  return joined([
    failed.length === 0 && startWords(situation, ""),
    failed.length > 0 && `As skip, but ${who} ${stays} failed and can be retried while later waves run.`,
  ]);
}

/** What a wave does once the failure of its actions is accepted. */
function goOnWords(situation: Situation): string {
  const { wave, actions, failed } = situation;
  const accepted = wave.actions.map((action) => (actions.includes(action) ? { ...action, isAccepted: true } : action));
  const { before, after } = wavePhases(accepted);
  const judged = { ...wave, isContinued: wave.isContinued || failed.length > 0, hasTrouble: false, before, after };
  const { status, start } = waveVerdict(judged, wave.servers);
  const next = accepted.filter(({ actionId }) => start.includes(actionId));
  return joined([
    `${quotedNames(actions)} ${actions.length === 1 ? "stays" : "stay"} failed.`,
    next.length > 0 && `${quotedNames(next)} ${next.length === 1 ? "starts" : "start"} next.`,
    status === "LAUNCHING" && `${serversDo(wave.servers.length, { one: "is", many: "are" })} launched.`,
    isOver(status) && `${endWords(status, situation)} ${startWords(situation, "")}`,
    !isOver(status) && "The wave ends Partial at best.",
  ]);
}

function isOver(status: string): boolean {
  return status === "PARTIAL" || status === "SKIPPED" || status === "COMPLETED" || status === "FAILED";
}

function abortWords({ execution, wave }: Situation): string {
  const behind = wavesBehind(execution.waves, wave.number);
  const beside = wavesBeside(execution.waves, wave.number);
  const toGo = wave.servers.filter(({ status }) => isServerWaiting(status)).length;
  const unstarted = wave.actions.filter(({ state }) => state === "PENDING").length;
  const down = behind.servers + toGo + wave.servers.filter(({ status }) => status === "FAILED").length;
  const up = wave.servers.filter((server) => isRunningOn(server)).length;
  return joined([
    `Wave ${wave.number} ends Failed.`,
    unstarted > 0 && `${formatNoun(unstarted, "action")} ${unstarted === 1 ? "does" : "do"} not run.`,
    behind.numbers.length > 0 &&
      `${waveNumbers(behind.numbers)} ${behind.numbers.length === 1 ? "does" : "do"} not start.`,
    down > 0 && `${serversDo(down, { one: "stays", many: "stay" })} down.`,
    up > 0 &&
      `${serversDo(up, { one: "keeps", many: "keep" })} running here, and cost${up === 1 ? "s" : ""}, until terminated.`,
    beside.length > 0 && `${waveNumbers(beside)} ${beside.length === 1 ? "goes" : "go"} on.`,
  ]);
}

/** What becomes of the waves behind, once this one is over. */
function startWords({ execution, wave }: Situation, how: string): string {
  const behind = wavesBehind(execution.waves, wave.number);
  if (behind.numbers.length === 0) return `No wave waits for wave ${wave.number}.`;
  const others = alsoAwaited(execution.waves, { wave: wave.number, behind: behind.numbers });
  const tail = [
    how,
    others.length > 0 && `once ${waveNumbers(others).toLowerCase()} ${others.length === 1 ? "has" : "have"} passed too`,
  ];
  return `${[behindWords(behind, { one: "starts", many: "start" }), ...tail].filter(Boolean).join(" ")}.`;
}

function leftRunning(servers: readonly ExecutionServerView[]): string | false {
  const instances = servers.flatMap((server) => server.recoveryInstanceId ?? []);
  if (instances.length === 0) return false;
  if (instances.length === 1) return `${instances[0] ?? ""} keeps running, and costs, until terminated.`;
  return `Their ${instances.length} instances keep running, and cost, until terminated.`;
}

function isRunningOn({ status, recoveryInstanceId }: ExecutionServerView): boolean {
  return status === "LAUNCHING" || (recoveryInstanceId !== null && status !== "TERMINATED");
}

function names(servers: readonly ExecutionServerView[]): string {
  return listWords(servers.map((server) => server.hostname));
}

function joined(sentences: readonly (string | false)[]): string {
  return sentences.filter((sentence) => sentence !== false && sentence !== "").join(" ");
}
