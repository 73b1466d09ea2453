import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { describe, expect, onTestFinished, test } from "vitest";

import { temporaryFolder } from "../testing/temporary-folder.ts";
import { isAlive } from "./signals.ts";
import { waitUntil } from "./wait-until.ts";

/** Starts two processes, one of them deaf to SIGTERM, and a scratch folder; prints what they are. */
const PARENT = `
import { startProcess } from ${JSON.stringify(join(import.meta.dirname, "process.ts"))};
import { scratchFolder } from ${JSON.stringify(join(import.meta.dirname, "scratch-folder.ts"))};
const run = (name, script) => startProcess({
  name, command: process.execPath, args: ["-e", script], env: {}, logFile: process.argv[1] + "/" + name,
});
const polite = await run("polite", "setInterval(() => {}, 1000)");
const deaf = await run("deaf", "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)");
while (!deaf.logTail().includes("ready")) await new Promise((resolve) => setTimeout(resolve, 20));
console.log(JSON.stringify({ pids: [polite.pid, deaf.pid], folder: scratchFolder("net") }));
`;

describe("the safety net", () => {
  test("ends children and deletes scratch folders when the parent is killed outright", async () => {
    const parent = spawn(process.execPath, ["--input-type=module", "-e", PARENT, temporaryFolder()], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void parent.kill("SIGKILL"));
    const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
    const { pids, folder } = JSON.parse(line) as { pids: number[]; folder: string };
    expect(pids.every(isAlive)).toBe(true);

    parent.kill("SIGKILL");

    await waitUntil(() => !pids.some(isAlive), { what: "The children did not end", seconds: 15 });
    await waitUntil(() => !existsSync(folder), { what: "The folder was not deleted", seconds: 5 });
  });
});
