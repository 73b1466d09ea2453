import { z } from "zod";

import { parseCidr } from "#lib/domain/actions/ip-address.ts";

const Seconds = z.coerce.number().positive();
/** The Amazon States Language takes no fractions. */
const WholeSeconds = z.coerce.number().int().min(1);
const WebhookSecrets = z.record(z.string().min(1), z.string().min(16));
const Switch = z.enum(["true", "false"]).transform((value) => value === "true");

/** What web and worker both need. Seconds are wall-clock. */
const SharedEnv = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_NOTIFY: z.enum(["on", "off"]).default("on"),
  AWS_REGION: z.string().min(1),
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_SIMULATED: Switch.default(false),
  STATE_MACHINE_ARN: z.string().startsWith("arn:"),
  CLEANUP_STATE_MACHINE_ARN: z.string().startsWith("arn:"),
  /** What secrets in the database are encrypted under. Without it no channel can keep one. */
  SECRETS_KEY: z.string().min(32, "Use at least 32 random characters.").optional(),
  /** The mail server, with user and password where it wants them. Without it no channel can send mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.string().min(3).max(320).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

const WebEnv = SharedEnv.extend({
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: z.string().min(16),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
});
export type WebEnv = z.infer<typeof WebEnv>;

const WorkerEnv = SharedEnv.extend({
  ACTIVITY_ARN: z.string().startsWith("arn:"),
  WORKER_SLOTS: z.coerce.number().int().min(1).max(1000).default(200),
  /** A working step's task is given to another worker when it has not been heard of for this long. */
  STEP_HEARTBEAT_SECONDS: WholeSeconds.default(60),
  PARKED_HEARTBEAT_SECONDS: WholeSeconds.default(300),
  /** How long one StartRecovery call may be under way before its row counts as abandoned. */
  LAUNCH_CLAIM_SECONDS: Seconds.default(30),
  LAUNCH_GRACE_SECONDS: Seconds.default(30),
  /** How long AWS is searched for a job of an abandoned call before the call is sent again. */
  LAUNCH_LOOK_SECONDS: Seconds.default(60),
  WATCH_SECONDS: Seconds.default(5),
  SWEEP_SECONDS: Seconds.default(15),
  /** Events of a state machine's history at which the next generation takes over; AWS ends it at 25,000. */
  ENGINE_HISTORY_EVENTS: z.coerce.number().int().min(50).max(24_000).default(20_000),
  INVENTORY_SYNC_SECONDS: Seconds.default(60),
  /** Networks beyond public addresses that actions may call, as CIDR blocks with commas between them. */
  OUTBOUND_ALLOWED_CIDRS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== ""),
    )
    .refine((blocks) => blocks.every((block) => parseCidr(block) !== null), "Write CIDR blocks such as 10.20.0.0/16."),
  /** Secrets that webhooks are signed with, by their names: a JSON object. */
  WEBHOOK_SECRETS: z
    .string()
    .default("{}")
    .transform((text, context) => {
      const parsed = WebhookSecrets.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      context.addIssue({
        code: "custom",
        message: "Write a JSON object of names and secrets of at least 16 characters.",
      });
      return z.NEVER;
    }),
  /** Between two looks at where a server's launches land. What is older than an hour counts as not known. */
  LANDING_READ_SECONDS: Seconds.default(900),
  /** Between two looks at the recovery snapshots of a grouped server; who chooses one has them read at once. */
  SNAPSHOT_READ_SECONDS: Seconds.default(900),
  /** Where people open the console; notifications link to it. */
  CONSOLE_URL: z.url({ protocol: /^https?$/ }).optional(),
});
export type WorkerEnv = z.infer<typeof WorkerEnv>;

/** What deploying the state machines needs. Both ends must agree on the heartbeats. */
const DeployEnv = SharedEnv.omit({
  DATABASE_URL: true,
  STATE_MACHINE_ARN: true,
  CLEANUP_STATE_MACHINE_ARN: true,
}).extend({
  STEP_HEARTBEAT_SECONDS: WorkerEnv.shape.STEP_HEARTBEAT_SECONDS,
  PARKED_HEARTBEAT_SECONDS: WorkerEnv.shape.PARKED_HEARTBEAT_SECONDS,
});
export type DeployEnv = z.infer<typeof DeployEnv>;

export class InvalidEnvironmentError extends Error {
  override readonly name = "InvalidEnvironmentError";
}

export function readWebEnv(source: NodeJS.ProcessEnv = process.env): WebEnv {
  return read(WebEnv, source);
}

export function readWorkerEnv(source: NodeJS.ProcessEnv = process.env): WorkerEnv {
  return read(WorkerEnv, source);
}

export function readDeployEnv(source: NodeJS.ProcessEnv = process.env): DeployEnv {
  return read(DeployEnv, source);
}

type AwsEnv = Pick<z.infer<typeof SharedEnv>, "NODE_ENV" | "AWS_ENDPOINT_URL" | "AWS_SIMULATED">;
type MailEnv = Pick<z.infer<typeof SharedEnv>, "SMTP_URL" | "SMTP_FROM">;

function read<T extends AwsEnv & MailEnv>(schema: z.ZodType<T>, source: NodeJS.ProcessEnv): T {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new InvalidEnvironmentError(`The environment is not complete. ${wrong.join("; ")}`);
  }
  requireHonestEndpoint(parsed.data, source);
  requireWholeMailServer(parsed.data);
  return parsed.data;
}

function requireWholeMailServer({ SMTP_URL, SMTP_FROM }: MailEnv): void {
  if ((SMTP_URL === undefined) === (SMTP_FROM === undefined)) return;
  throw new InvalidEnvironmentError("Mail needs both SMTP_URL and SMTP_FROM. Set the other one too, or neither.");
}

/** In production another endpoint than AWS is an accident or an attack, unless the deployment says what it is. */
function requireHonestEndpoint(env: AwsEnv, source: NodeJS.ProcessEnv): void {
  const own = Object.keys(source).find((name) => /^AWS_ENDPOINT_URL_./.test(name));
  if (own !== undefined) {
    throw new InvalidEnvironmentError(
      `${own} sends one service elsewhere. Remove it; AWS_ENDPOINT_URL is for all of them.`,
    );
  }
  if (env.AWS_ENDPOINT_URL !== undefined && env.NODE_ENV === "production" && !env.AWS_SIMULATED) {
    throw new InvalidEnvironmentError(
      "AWS_ENDPOINT_URL points away from AWS. Set AWS_SIMULATED=true as well, or remove it.",
    );
  }
  if (env.AWS_ENDPOINT_URL === undefined && env.AWS_SIMULATED) {
    throw new InvalidEnvironmentError("AWS_SIMULATED=true needs AWS_ENDPOINT_URL, the address of the simulator.");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
