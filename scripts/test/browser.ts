import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { chromium } from "@playwright/test";

import { Failure } from "../stack/failure.ts";
import { REPOSITORY } from "../stack/repository.ts";

const run = promisify(execFile);
const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_APP = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const DOWNLOAD_MS = 300_000;

/** A Chromium that starts: the one named, the system's, Playwright's own, or one that is installed now. */
export async function findBrowser(say: (line: string) => void = () => undefined): Promise<string> {
  const candidates = [
    process.env["PLAYWRIGHT_CHROMIUM_PATH"],
    ...SYSTEM_NAMES.map(onPath),
    MAC_APP,
    chromium.executablePath(),
  ];
  const found = candidates.find(starts);
  if (found !== undefined) return found;
  say("Installing Chromium for the tests.");
  await download();
  if (starts(chromium.executablePath())) return chromium.executablePath();
  await installWithApt();
  const installed = SYSTEM_NAMES.map(onPath).find(starts);
  if (installed !== undefined) return installed;
  throw new Failure(
    "The tests need Chromium, and none was found that starts. Install it with: sudo npx playwright install --with-deps chromium",
  );
}

function onPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Present is not enough: its system libraries may be missing. */
function starts(file: string | undefined): file is string {
  return (
    file !== undefined &&
    file !== "" &&
    existsSync(file) &&
    spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0
  );
}

async function download(): Promise<void> {
  const args = [join(REPOSITORY, "node_modules/playwright/cli.js"), "install", "chromium"];
  await run(process.execPath, args, { timeout: DOWNLOAD_MS }).catch(() => undefined);
}

async function installWithApt(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const options = { timeout: DOWNLOAD_MS, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  await run("apt-get", ["update"], options).catch(() => undefined);
  await run("apt-get", install, options).catch(() => undefined);
}
