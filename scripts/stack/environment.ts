import type { Environment } from "./process.ts";

/** What a child gets of our own environment: enough to run, nothing that would point it at another AWS or database. */
const PASSED_ON = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SystemRoot", "SSL_CERT_FILE", "CI"];

/** The Region of the deployment itself; no seeded server lives there. */
export const HOME_REGION = "eu-north-1";

export function baseEnvironment(): Environment {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), TZ: "UTC", NEXT_TELEMETRY_DISABLED: "1" };
}

/** AWS as the simulator plays it: everything that the SDK would look for elsewhere is answered or switched off. */
export function awsEnvironment(simulatorUrl: string): Environment {
  return {
    AWS_REGION: HOME_REGION,
    AWS_ENDPOINT_URL: simulatorUrl,
    AWS_SIMULATED: "true",
    AWS_ACCESS_KEY_ID: "AKIADEMODEMODEMODEMO",
    AWS_SECRET_ACCESS_KEY: "demo-secret-of-no-account",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

export type Deployment = { stateMachineArn: string; cleanupStateMachineArn: string; activityArn: string };

export type ProductSettings = {
  databaseUrl: string;
  simulatorUrl: string;
  deployment: Deployment;
  overrides?: Environment;
};

/** What web and worker both need; `overrides` win. */
export function productEnvironment(settings: ProductSettings): Environment {
  return {
    ...baseEnvironment(),
    ...awsEnvironment(settings.simulatorUrl),
    NODE_ENV: "production",
    LOG_LEVEL: "info",
    DATABASE_URL: settings.databaseUrl,
    STATE_MACHINE_ARN: settings.deployment.stateMachineArn,
    CLEANUP_STATE_MACHINE_ARN: settings.deployment.cleanupStateMachineArn,
    ACTIVITY_ARN: settings.deployment.activityArn,
    ...settings.overrides,
  };
}

export type SignInSettings = {
  webUrl: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  sessionSecret: string;
};

/** What the console's sign-in needs on top. */
export function signInEnvironment(settings: SignInSettings): Environment {
  return {
    NEXTAUTH_URL: settings.webUrl,
    NEXTAUTH_SECRET: settings.sessionSecret,
    OIDC_ISSUER: settings.issuer,
    OIDC_CLIENT_ID: settings.clientId,
    OIDC_CLIENT_SECRET: settings.clientSecret,
  };
}
