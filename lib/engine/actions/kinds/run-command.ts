import type { AwsPlace } from "#lib/aws/account-clients.ts";
import {
  cancelRunCommand,
  commentOfAction,
  type CommandStatus,
  findRunCommand,
  type InstanceCommand,
  listInstanceCommands,
  MAX_COMMAND_INSTANCES,
  readCommandOutput,
  sendRunCommand,
} from "#lib/aws/ssm-commands.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { shellOfDocument } from "#lib/domain/actions/action-kinds.ts";
import { renderCommands } from "#lib/domain/actions/command-template.ts";
import { renderParameters } from "#lib/domain/actions/render-template.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";
import { z } from "zod";

import { placeOf } from "../../place.ts";
import type { Job } from "../job.ts";
import { ended, type Means, rendered, type TryStep } from "../means.ts";

/** Run Command takes so many instances at once; each part is a command of its own. */
const Part = z.object({
  accountId: z.string(),
  region: z.string(),
  instanceIds: z.array(z.string()),
  commandId: z.string(),
});
type Part = z.infer<typeof Part>;
const Progress = z.array(Part);

type CommandJob = Job<"SSM_COMMAND">;

export const RUN_COMMAND: Means<"SSM_COMMAND"> = {
  send: (job) => sendParts(job, () => Promise.resolve(null)),
  find: (job) => sendParts(job, (aws, partId) => findPart(job, aws, partId)),
  follow: (job, progress) => follow(job, readStoredJson(Progress, progress)),
  async stop(job, progress) {
    for (const part of readStoredJson(Progress, progress)) {
      const aws = await placeOf(job.engine.context.db, part);
      await cancelRunCommand(job.engine.aws, aws, { commandId: part.commandId, signal: job.signal });
    }
  },
};

/** Sends every part that `known` does not find in AWS. */
async function sendParts(
  job: CommandJob,
  known: (aws: AwsPlace, partId: string) => Promise<string | null>,
): Promise<TryStep> {
  const parameters = rendered(parametersOf(job));
  if ("failed" in parameters) return parameters.failed;
  const parts = partsOf(job);
  if (parts.length === 0) return ended("FAILED", { error: "No server of the wave has an instance to run it on." });
  const sent: Part[] = [];
  for (const [index, part] of parts.entries()) {
    const aws = await placeOf(job.engine.context.db, part);
    const actionRunId = `${job.tryId}/${index + 1}`;
    const commandId =
      (await known(aws, actionRunId)) ??
      (await sendRunCommand(job.engine.aws, aws, {
        comment: commentOfAction(actionRunId),
        documentName: job.action.documentName,
        parameters: parameters.value,
        instanceIds: part.instanceIds,
        signal: job.signal,
        deadline: job.deadline,
      }));
    sent.push({ ...part, commandId });
  }
  return {
    kind: "running",
    progress: sent,
    request: { documentName: job.action.documentName, parameters: parameters.value },
  };
}

function parametersOf({ action, data }: CommandJob) {
  const shell = shellOfDocument(action.documentName);
  if (shell === null) return renderParameters(action.parameters ?? {}, data);
  const commands = renderCommands(action.commands ?? [], data, shell);
  const executionTimeout = [String(action.timeoutSeconds)];
  return commands.ok ? { ok: true as const, value: { commands: commands.value, executionTimeout } } : commands;
}

function partsOf({ action, servers }: CommandJob): Omit<Part, "commandId">[] {
  const wanted = action.targetServerIds === undefined ? null : new Set(action.targetServerIds);
  const chosen = servers.filter(({ sourceServerId }) => wanted === null || wanted.has(sourceServerId));
  return [...Map.groupBy(chosen, accountRegionKey).values()].flatMap((group) => {
    const { accountId, region } = group[0] as AccountRegion;
    const ids = group.flatMap(({ recoveryInstanceId }) => recoveryInstanceId ?? []).sort();
    return Array.from({ length: Math.ceil(ids.length / MAX_COMMAND_INSTANCES) }, (_, index) => ({
      accountId,
      region,
      instanceIds: ids.slice(index * MAX_COMMAND_INSTANCES, (index + 1) * MAX_COMMAND_INSTANCES),
    }));
  });
}

async function findPart(job: CommandJob, aws: AwsPlace, actionRunId: string): Promise<string | null> {
  const since = job.run.startedAt ?? job.execution.createdAt;
  return findRunCommand(job.engine.aws, aws, { actionRunId, since, signal: job.signal });
}

async function follow(job: CommandJob, parts: readonly Part[]): Promise<TryStep> {
  const commands: { part: Part; command: InstanceCommand }[] = [];
  for (const part of parts) {
    const aws = await placeOf(job.engine.context.db, part);
    const { commandId } = part;
    const own = await listInstanceCommands(job.engine.aws, aws, { commandId, signal: job.signal });
    if (own.length < part.instanceIds.length) return { kind: "running", progress: parts };
    commands.push(...own.map((command) => ({ part, command })));
  }
  if (commands.some(({ command }) => command.status === "PENDING" || command.status === "RUNNING")) {
    return { kind: "running", progress: parts };
  }
  const outputs = await Promise.all(commands.map((each) => outputOf(job, each)));
  const output = outputs.map(({ text }) => text).join("\n\n");
  const failed = commands.filter(({ command }) => command.status !== "SUCCEEDED");
  if (failed.length === 0) return ended("SUCCEEDED", { output, result: { output: outputs.map(({ plain }) => plain) } });
  const words = failed.map(({ command }) => `${hostOf(job, command.instanceId)}: ${commandWords(command)}`);
  return ended(worstOf(failed.map(({ command }) => command.status)), { output, error: words.join("\n") });
}

function worstOf(statuses: readonly CommandStatus[]): "FAILED" | "TIMED_OUT" | "CANCELLED" {
  if (statuses.includes("FAILED")) return "FAILED";
  return statuses.includes("TIMED_OUT") ? "TIMED_OUT" : "CANCELLED";
}

function commandWords({ details, exitCode }: InstanceCommand): string {
  return exitCode === null ? details : `${details}, exit code ${exitCode}`;
}

async function outputOf(
  job: CommandJob,
  { part, command }: { part: Part; command: InstanceCommand },
): Promise<{ text: string; plain: string }> {
  const { instanceId, stepName } = command;
  const aws = await placeOf(job.engine.context.db, part);
  const request = { commandId: part.commandId, instanceId, stepName, signal: job.signal };
  const read = await readCommandOutput(job.engine.aws, aws, request);
  const plain = read?.standardOutput.trim() ?? "";
  const errors = read?.standardError.trim() ?? "";
  const title = `${hostOf(job, instanceId)} (${instanceId}): ${commandWords(command)}`;
  return { text: [title, plain, errors].filter((each) => each !== "").join("\n"), plain };
}

function hostOf({ servers }: CommandJob, instanceId: string): string {
  return servers.find(({ recoveryInstanceId }) => recoveryInstanceId === instanceId)?.hostname ?? instanceId;
}
