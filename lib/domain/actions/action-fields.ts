import { z } from "zod";

import { isDnsName } from "./host-name.ts";
import { parseTemplate, type Rendered } from "./template.ts";
import { checkUrlTemplate, isHostOpen, parseUrlTemplate, type Scheme } from "./url-template.ts";

/** Adds the problems of templates to a schema's own, under their paths. */
export function addProblems(
  context: z.core.$RefinementCtx,
  result: Rendered<unknown>,
  path: (string | number)[] = [],
): void {
  if (result.ok) return;
  for (const problem of result.problems) {
    context.addIssue({ code: "custom", path: [...path, ...problem.path], message: problem.message });
  }
}

/** A text with `{{ … }}` in it, of at least one character. */
export function templateText(maxCharacters: number): z.ZodString {
  return z
    .string()
    .min(1, "This cannot be empty.")
    .max(maxCharacters, `This can have ${maxCharacters} characters.`)
    .superRefine((text, context) => addProblems(context, parseTemplate(text)));
}

/** A text that is used as it is; braces in it would be a mistake. */
export function plainText(maxCharacters: number): z.ZodString {
  return z
    .string()
    .min(1, "This cannot be empty.")
    .max(maxCharacters, `This can have ${maxCharacters} characters.`)
    .refine((text) => !text.includes("{{"), "Names between braces are not replaced here.");
}

const MAX_URL_CHARACTERS = 2048;

/** The URL of a check: its host may come from the execution. */
const OWN_MACHINE = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/?]|$)/;
export const WEBHOOK_SCHEMES: readonly Scheme[] = ["https", "http"];

export const CheckUrl = urlText(["https", "http"]);

/**
 * The URL of a webhook: https, and its host is the author's own, because a secret is proven to it. Plain http goes to a
 * receiver on the worker's own machine alone, which only a simulated deployment calls.
 */
export const WebhookUrl = urlText(WEBHOOK_SCHEMES)
  .refine((text) => {
    const url = parseUrlTemplate(text, WEBHOOK_SCHEMES);
    return !url.ok || !isHostOpen(url.value);
  }, "The host of a webhook is written out: names can stand in path and query.")
  .refine(
    (text) => text.startsWith("https://") || OWN_MACHINE.test(text),
    "A URL starts with https://, then the host.",
  );

function urlText(schemes: readonly Scheme[]): z.ZodString {
  return z
    .string()
    .max(MAX_URL_CHARACTERS, `A URL can have ${MAX_URL_CHARACTERS} characters.`)
    .superRefine((text, context) => addProblems(context, checkUrlTemplate(text, schemes)));
}

/** The name of a DNS record as Route 53 takes it: also with `*` as its first label, and with a dot at its end. */
export const RecordName = z
  .string()
  .max(255)
  .refine((name) => isDnsName(name.replace(/\.$/, "").replace(/^\*\./, "")), "This is not the name of a DNS record.");

/** AWS Systems Manager API model: a name, or the ARN of a document that is shared. */
export const DocumentName = z.string().regex(/^[a-zA-Z0-9_\-.:/]{3,128}$/, "This is not the name of an SSM document.");

/** AWS Lambda API model: a name, a partial ARN or an ARN, with a version or an alias behind a colon. */
export const FunctionName = z
  .string()
  .max(170)
  .regex(
    /^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-[a-z]+)+-\d:)?(\d{12}:)?(function:)?[a-zA-Z0-9-_]{1,64}(:(\$LATEST|[a-zA-Z0-9-_]+))?$/,
    "This is not the name or ARN of a Lambda function.",
  );

export const HostedZoneId = z.string().regex(/^Z[A-Z0-9]{1,31}$/, "A hosted zone id looks like Z0123456789ABCDEFGHIJ.");

/** AWS Secrets Manager: the name of a secret, never what is in it. */
export const SecretName = z.string().regex(/^[\w/+=.@-]{1,512}$/, "This is not the name of a secret.");

/** Headers that the sender sets itself, or that would put a secret into a plan. */
const NOT_HEADERS =
  /^(authorization|proxy-.*|cookie2?|host|content-(length|type|encoding)|transfer-encoding|connection|te|upgrade|trailer|expect|keep-alive|x-drs-.*|x-api-key)$/i;

export const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "This is not the name of a header.")
  .refine(
    (name) => !NOT_HEADERS.test(name),
    "This header is not set by a plan: it is the sender's own, or it holds a secret.",
  );

/** Parameters of a document: up to 50, each a list of up to 50 templates. */
export const DocumentParameters = z
  .record(
    z.string().regex(/^[a-zA-Z0-9_.-]{1,200}$/, "This is not the name of a parameter."),
    z.array(templateText(4000)).max(50),
  )
  .refine((parameters) => Object.keys(parameters).length <= 50, "A document can be given 50 parameters.");
