import { writeFileSync } from "node:fs";

import type { Settings } from "../identity-provider/settings.ts";
import { baseEnvironment } from "./environment.ts";
import { startProcess, type RunningProcess } from "./process.ts";
import { untilReady } from "./ready.ts";
import { answers } from "./wait-until.ts";

export type IdentityProviderOptions = {
  settings: Settings;
  settingsFile: string;
  logFile: string;
  signal?: AbortSignal | undefined;
};
export type IdentityProvider = { process: RunningProcess; issuer: string };

/** Starts the demo's identity provider and waits until it answers. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { settings, settingsFile, logFile, signal } = options;
  const issuer = `http://127.0.0.1:${settings.port}`;
  writeFileSync(settingsFile, JSON.stringify(settings, null, 2), { mode: 0o600 });
  const running = await startProcess({
    name: "The identity provider",
    command: process.execPath,
    args: ["scripts/identity-provider/main.ts", settingsFile],
    env: baseEnvironment(),
    logFile,
    signal,
  });
  await untilReady(running, () => answers(`${issuer}/.well-known/openid-configuration`));
  return { process: running, issuer };
}
