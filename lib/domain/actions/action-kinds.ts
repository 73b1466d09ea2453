import { z } from "zod";

import { AccountId, Region, SourceServerId } from "#lib/domain/regions.ts";

import {
  addProblems,
  CheckUrl,
  DocumentName,
  DocumentParameters,
  FunctionName,
  HeaderName,
  HostedZoneId,
  plainText,
  RecordName,
  SecretName,
  templateText,
  WebhookUrl,
} from "./action-fields.ts";
import { parseCommands } from "./command-template.ts";
import { JsonTemplate } from "./json-template.ts";
import { shellOfDocument } from "./script-documents.ts";

/** Where an action runs; left out, in the account and Region of the wave's servers. */
const PLACE = { accountId: AccountId.optional(), region: Region.optional() };

/** Starts an automation of Systems Manager. */
export const SSM_AUTOMATION = {
  kind: z.literal("SSM_AUTOMATION"),
  documentName: DocumentName,
  parameters: DocumentParameters.default({}),
  ...PLACE,
};

export { shellOfDocument } from "./script-documents.ts";

/** Keeps a script well inside what Run Command takes. */
const MAX_SCRIPT = 32 * 1024;

/** Sends a command to the wave's new instances: the lines of a script, or parameters of another document. */
export const SSM_COMMAND = {
  kind: z.literal("SSM_COMMAND"),
  documentName: DocumentName.default("AWS-RunShellScript"),
  commands: z
    .array(z.string().max(4000))
    .min(1, "A command needs a line.")
    .max(500)
    .refine((lines) => lines.join("\n").length <= MAX_SCRIPT, `A script can have ${MAX_SCRIPT} characters.`)
    .optional(),
  parameters: DocumentParameters.optional(),
  /** Of the wave's servers those whose instances get it; left out, all. */
  targetServerIds: z.array(SourceServerId).min(1, "Choose at least one server.").max(4000).optional(),
};

type CommandFields = {
  documentName: string;
  commands?: string[] | undefined;
  parameters?: Record<string, string[]> | undefined;
};

/** Lines go to a document whose shell is known, because values are quoted for it; parameters to any other. */
export function checkCommand(action: CommandFields, context: z.core.$RefinementCtx): void {
  const shell = shellOfDocument(action.documentName);
  const [wanted, unwanted] =
    shell === null ? (["parameters", "commands"] as const) : (["commands", "parameters"] as const);
  if (action[unwanted] !== undefined) {
    context.addIssue({ code: "custom", path: [unwanted], message: `${action.documentName} takes ${wanted} here.` });
  }
  if (shell === null) return;
  if (action.commands === undefined) {
    context.addIssue({ code: "custom", path: ["commands"], message: "A command needs a line." });
    return;
  }
  addProblems(context, parseCommands(action.commands, shell), ["commands"]);
}

/** Invokes a Lambda function and waits for its answer. */
export const LAMBDA = { kind: z.literal("LAMBDA"), functionName: FunctionName, payload: JsonTemplate.default({}) };

/** Sends JSON, signed with the secret of that name. */
export const WEBHOOK = {
  kind: z.literal("WEBHOOK"),
  url: WebhookUrl,
  method: z.enum(["POST", "PUT"]).default("POST"),
  headers: z
    .record(HeaderName, templateText(1000))
    .refine((headers) => Object.keys(headers).length <= 20, "A webhook can have 20 headers.")
    .default({}),
  body: JsonTemplate.default({}),
  secretName: SecretName,
};

const StatusCode = z.int().min(100).max(599);

/** Asks a URL until it answers as expected. */
export const HTTP_CHECK = {
  kind: z.literal("HTTP_CHECK"),
  url: CheckUrl,
  expectedStatus: z
    .array(
      z
        .strictObject({ from: StatusCode, to: StatusCode })
        .refine(({ from, to }) => from <= to, "A range goes upwards."),
    )
    .min(1, "Say which status is expected.")
    .max(10)
    .default([{ from: 200, to: 299 }]),
  bodyContains: plainText(1000).optional(),
};

/** Opens a connection to a port until it succeeds; a list of hosts is checked host by host. */
export const TCP_CHECK = {
  kind: z.literal("TCP_CHECK"),
  host: templateText(500),
  port: z.int().min(1).max(65_535),
};

/** Waits until every alarm is OK. */
export const CLOUDWATCH_ALARM = {
  kind: z.literal("CLOUDWATCH_ALARM"),
  alarmNames: z.array(plainText(255)).min(1, "Name at least one alarm.").max(100),
  ...PLACE,
};

/** Writes a DNS record (UPSERT). */
export const ROUTE53_RECORD = {
  kind: z.literal("ROUTE53_RECORD"),
  hostedZoneId: HostedZoneId,
  recordName: RecordName,
  recordType: z.enum(["A", "AAAA", "CNAME"]),
  ttl: z.int().min(0).max(604_800).default(60),
  values: z.array(templateText(500)).min(1, "A record needs a value.").max(100),
};

export const WAIT = { kind: z.literal("WAIT"), seconds: z.int().min(1).max(86_400) };

const Minutes = z.int().min(1).max(43_200);

const TaskInput = z.strictObject({
  /** The name under which later actions find what was typed. */
  name: z.string().regex(/^[A-Za-z_]\w{0,49}$/, "A name of an input has letters, digits and underscores."),
  label: plainText(200),
  required: z.boolean().default(false),
});

/** A person does something and says that it is done. */
export const MANUAL_TASK = {
  kind: z.literal("MANUAL_TASK"),
  instructions: templateText(10_000),
  assignee: plainText(200).optional(),
  inputs: z
    .array(TaskInput)
    .max(20)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "An input is named twice.")
    .default([]),
  expiresAfterMinutes: Minutes.optional(),
  escalateAfterMinutes: Minutes.optional(),
};

/** Whether somebody is called before the task is over. */
export function isEscalationInTime(task: {
  expiresAfterMinutes?: number | undefined;
  escalateAfterMinutes?: number | undefined;
}): boolean {
  const { expiresAfterMinutes: expires, escalateAfterMinutes: escalates } = task;
  return expires === undefined || escalates === undefined || escalates < expires;
}
