import { describe, expect, test } from "vitest";

import { InvalidEnvironmentError, readDeployEnv, readWebEnv, readWorkerEnv } from "./env.ts";

type Environment = Record<string, string | undefined>;

const SHARED: Environment = {
  DATABASE_URL: "postgres://drs:secret@127.0.0.1:5432/drs",
  AWS_REGION: "eu-west-1",
  STATE_MACHINE_ARN: "arn:aws:states:eu-west-1:123456789012:stateMachine:drs-orchestrator",
  CLEANUP_STATE_MACHINE_ARN: "arn:aws:states:eu-west-1:123456789012:stateMachine:drs-orchestrator-cleanup",
};
const WEB: Environment = {
  ...SHARED,
  NEXTAUTH_URL: "https://drs.example.com",
  NEXTAUTH_SECRET: "0123456789abcdef",
  OIDC_ISSUER: "https://id.example.com",
  OIDC_CLIENT_ID: "drs",
  OIDC_CLIENT_SECRET: "secret",
};
const WORKER: Environment = { ...SHARED, ACTIVITY_ARN: "arn:aws:states:eu-west-1:123456789012:activity:drs" };
const DEPLOY: Environment = { AWS_REGION: "eu-west-1" };

const PROCESSES = [
  { name: "web", read: readWebEnv, complete: WEB },
  { name: "worker", read: readWorkerEnv, complete: WORKER },
  { name: "deploy", read: readDeployEnv, complete: DEPLOY },
];

/** Next's types want NODE_ENV set; what happens without it is tested too. */
function environment(values: Environment): NodeJS.ProcessEnv {
  return Object.assign({ NODE_ENV: "test" as const }, values);
}

const SIMULATOR = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };

describe.each(PROCESSES)("the environment of $name", ({ read, complete }) => {
  test("is read when it is complete", () => {
    expect(read(environment(complete))).toMatchObject({ AWS_REGION: "eu-west-1", AWS_SIMULATED: false });
  });

  test.each(Object.keys(complete))("names %s when it is missing or empty", (name) => {
    for (const value of [undefined, ""]) {
      const values = environment({ ...complete, [name]: value });
      expect(() => read(values)).toThrow(InvalidEnvironmentError);
      expect(() => read(values)).toThrow(`${name}: `);
    }
  });

  test("refuses in production to talk to anything but AWS, unless it says that it is simulated", () => {
    const production = { ...complete, ...SIMULATOR, NODE_ENV: "production" };
    expect(() => read(environment(production))).toThrow("AWS_ENDPOINT_URL points away from AWS.");
    expect(() => read(environment({ ...production, AWS_SIMULATED: "false" }))).toThrow(InvalidEnvironmentError);
    expect(read(environment({ ...production, AWS_SIMULATED: "true" })).AWS_SIMULATED).toBe(true);
  });

  test("has a mail server with a sender, or none", () => {
    const mail = { SMTP_URL: "smtps://drs:secret@mail.example.com", SMTP_FROM: "DRS Orchestrator <drs@example.com>" };
    expect(read(environment({ ...complete, ...mail }))).toMatchObject(mail);
    for (const name of Object.keys(mail)) {
      expect(() => read(environment({ ...complete, ...mail, [name]: undefined }))).toThrow("Mail needs both");
    }
  });

  test.each(["production", "development", "test"])("refuses to call AWS itself simulated: %s", (NODE_ENV) => {
    const values = environment({ ...complete, NODE_ENV, AWS_SIMULATED: "true" });
    expect(() => read(values)).toThrow("AWS_SIMULATED=true needs AWS_ENDPOINT_URL");
  });

  test("may use another endpoint outside production", () => {
    expect(read(environment({ ...complete, ...SIMULATOR, NODE_ENV: "development" }))).toMatchObject(SIMULATOR);
  });

  test.each([
    ["NODE_ENV", "prod"],
    ["AWS_SIMULATED", "yes"],
    ["AWS_SIMULATED", "TRUE"],
    ["AWS_ENDPOINT_URL", "localhost"],
    ["LOG_LEVEL", "loud"],
    ["DATABASE_NOTIFY", "maybe"],
    ["SECRETS_KEY", "too short"],
    ["SMTP_URL", "https://mail.example.com"],
  ])("refuses %s=%s by name", (name, value) => {
    expect(() => read(environment({ ...complete, [name]: value }))).toThrow(`${name}: `);
  });
});

test("everything that is wrong is named at once, and no value is repeated", () => {
  const values = environment({ ...WEB, DATABASE_URL: "mysql://drs:hunter2@db/drs", OIDC_ISSUER: undefined });
  expect(() => readWebEnv(values)).toThrow(/^The environment is not complete\. DATABASE_URL: .*OIDC_ISSUER: /);
  expect(() => readWebEnv(values)).not.toThrow(/hunter2/);
});

test.each(["postgres://db/drs", "postgresql://db/drs"])("a database is Postgres: %s", (url) => {
  expect(readWebEnv(environment({ ...WEB, DATABASE_URL: url })).DATABASE_URL).toBe(url);
});

describe("the worker's settings", () => {
  test("have the real lengths unless told otherwise", () => {
    expect(readWorkerEnv(environment(WORKER))).toMatchObject({
      WORKER_SLOTS: 200,
      STEP_HEARTBEAT_SECONDS: 60,
      PARKED_HEARTBEAT_SECONDS: 300,
      LAUNCH_CLAIM_SECONDS: 30,
      LAUNCH_GRACE_SECONDS: 30,
      LAUNCH_LOOK_SECONDS: 60,
      WATCH_SECONDS: 5,
      SWEEP_SECONDS: 15,
      INVENTORY_SYNC_SECONDS: 60,
    });
  });

  test("are the same heartbeats that deploying writes into the state machine", () => {
    const heartbeats = { STEP_HEARTBEAT_SECONDS: "5", PARKED_HEARTBEAT_SECONDS: "9" };
    const expected = { STEP_HEARTBEAT_SECONDS: 5, PARKED_HEARTBEAT_SECONDS: 9 };
    expect(readWorkerEnv(environment({ ...WORKER, ...heartbeats }))).toMatchObject(expected);
    expect(readDeployEnv(environment({ ...DEPLOY, ...heartbeats }))).toMatchObject(expected);
    expect(readDeployEnv(environment(DEPLOY))).toMatchObject({
      STEP_HEARTBEAT_SECONDS: 60,
      PARKED_HEARTBEAT_SECONDS: 300,
    });
  });

  test("name the networks that may be called, one after the other", () => {
    const OUTBOUND_ALLOWED_CIDRS = "10.20.0.0/16, fd12::/48,";
    expect(readWorkerEnv(environment({ ...WORKER, OUTBOUND_ALLOWED_CIDRS })).OUTBOUND_ALLOWED_CIDRS).toEqual([
      "10.20.0.0/16",
      "fd12::/48",
    ]);
    expect(readWorkerEnv(environment(WORKER)).OUTBOUND_ALLOWED_CIDRS).toEqual([]);
  });

  test.each([
    ["WORKER_SLOTS", "0"],
    ["WORKER_SLOTS", "1001"],
    ["WORKER_SLOTS", "1.5"],
    ["WATCH_SECONDS", "0"],
    ["WATCH_SECONDS", "-5"],
    ["WATCH_SECONDS", "soon"],
    ["WATCH_SECONDS", "Infinity"],
    ["LAUNCH_CLAIM_SECONDS", ""],
    ["OUTBOUND_ALLOWED_CIDRS", "10.20.0.0/40"],
    ["OUTBOUND_ALLOWED_CIDRS", "everything"],
    ["CONSOLE_URL", "drs.example.com"],
  ])("refuse %s=%s by name", (name, value) => {
    expect(() => readWorkerEnv(environment({ ...WORKER, [name]: value }))).toThrow(`${name}: `);
  });
});
